/** The script tag's bundle: what the ES module has, and it starts by itself where the page's source has settings. */
import { startPortal } from './start.js';

export * from './index.js';

// Settings may stand behind the script, which may stand in the head.
if (!startPortal() && document.readyState === 'loading')
  document.addEventListener('DOMContentLoaded', () => void startPortal(), { once: true });
