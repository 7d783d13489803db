import type { Plan } from '../page/protocol.js';

/** Before any script of the page: a browser that keeps nothing for it. */
const DENIED = `<script>
  Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });
</script>`;

const planOf = (plan: Plan): string =>
  `<script id="plan" type="application/json">${JSON.stringify(plan).replace(/</g, '\\u003c')}</script>`;

/** The page under test: player and plugin by script tag, as sites have them. */
export const playerPage = (plan: Plan, denied: boolean): string => `<!doctype html>
<meta charset="utf-8"><title>Fault tests</title><link rel="icon" href="data:,">
${denied ? DENIED : ''}<div id="player" style="width: 320px; height: 180px"></div>
${planOf(plan)}
<script src="/player/kaltura-ovp-player.js"></script>
<script src="/bundle.js"></script>
<script type="module" src="/page/main.js"></script>
`;

export const otherPage = (plan: Plan): string => `<!doctype html>
<meta charset="utf-8"><title>Elsewhere</title><link rel="icon" href="data:,">
${planOf(plan)}<p>Elsewhere</p>
<script type="module" src="/page/elsewhere.js"></script>
`;
