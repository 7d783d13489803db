// @ts-check
/**
 * The "No network" switch, without the browser's developer tools: requests for statements fail as they do when a
 * cable is pulled. This module runs before the plugin, which may hold on to `fetch` when it loads. Media and the page's
 * own controls stay reachable.
 */

let cut = false;

const real = window.fetch.bind(window);

/** @type {typeof fetch} */
window.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : String(input), location.href);
  return cut && url.pathname.endsWith('/statements')
    ? Promise.reject(new TypeError('Failed to fetch'))
    : real(input, init);
};

/**
 * Cuts the network or joins it again, and says so as a browser does.
 * @param {boolean} off
 */
export function cutNetwork(off) {
  if (cut === off) return;
  cut = off;
  window.dispatchEvent(new Event(off ? 'offline' : 'online'));
}
