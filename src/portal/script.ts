/** The script tag's bundle: what the ES module has, and it starts by itself where the page's source has settings. */
import { native } from './dom.js';
import { startPortal } from './start.js';

export * from './index.js';

// Settings may stand behind the script, which may stand in the head.
if (!startPortal() && native(document, 'readyState') === 'loading')
  window.addEventListener('DOMContentLoaded', () => void startPortal(), { once: true });
