// @ts-check
/** The real Kaltura Player on this page, and what the page needs of it. */

/** @typedef {import('../../src/index.js').XapiPlayerEvents} XapiEvents */
/** @typedef {import('../../src/viewing/watched.js').Watched} Watched */
/** @typedef {import('../../src/delivery/status.js').OutboxStatus} OutboxStatus */
/** @typedef {import('../../src/settings/settings.js').Problem} Problem */
/** @typedef {{ readonly id: string, readonly reason: string, readonly body: string }} DeadLetter */
/** @typedef {OutboxStatus & { on: boolean, problems: readonly Problem[], dead: readonly DeadLetter[] }} PluginStatus */

/**
 * @typedef {object} XapiPlugin
 * @property {() => Promise<PluginStatus>} status
 * @property {() => Promise<void>} flush
 * @property {(ids?: readonly string[]) => Promise<number>} retry
 * @property {() => Promise<void>} forget
 * @property {() => Watched | undefined} watched
 * @property {(type: 'OPEN_UPLOAD') => boolean} collect
 * @property {(fields: object) => boolean} pageLoad
 * @property {(fields: object) => boolean} buttonClicked
 */

/**
 * @typedef {object} Player
 * @property {number | null} currentTime
 * @property {number | null} duration
 * @property {boolean} paused
 * @property {{ xapi?: XapiPlugin }} plugins
 * @property {{ configure(list: object): void, reset(): void }} playlist
 * @property {{ Core: Record<string, string> }} Event
 * @property {() => boolean} isLive
 * @property {() => number} getStartTimeOfDvrWindow
 * @property {() => Promise<void>} play
 * @property {(config: object) => void} configure
 * @property {(media: object) => void} setMedia
 * @property {(type: string, listener: (event: { payload: any }) => void) => void} addEventListener
 */

/** The demo server's stand-in of Kaltura's own services. */
export const KALTURA = `${location.origin}/kaltura/demo`;

/**
 * @param {string} targetId
 * @param {object} xapi the plugin's settings
 * @returns {Player}
 */
export function createPlayer(targetId, xapi) {
  const kaltura = /** @type {any} */ (window)['KalturaPlayer'];
  if (!kaltura) throw new Error('The player did not load from /player/kaltura-ovp-player.js.');
  return kaltura.setup({
    targetId,
    // Any partner: without one, this player reports an impression to Kaltura.
    provider: {
      partnerId: 1091,
      uiConfId: 23456,
      env: {
        serviceUrl: `${KALTURA}/api_v3`,
        cdnUrl: location.origin,
        statsServiceUrl: KALTURA,
        analyticsServiceUrl: KALTURA
      }
    },
    log: { level: 'ERROR' },
    playback: { preload: 'auto' },
    plugins: { xapi }
  });
}

/**
 * @param {Player} player
 * @param {import('./media.js').Item} item
 */
export function load(player, item) {
  // A playlist leaves these behind in the player.
  player.playlist.reset();
  player.configure({ playback: { autoplay: false, loop: false } });
  if (item.sources.length > 1) {
    player.playlist.configure({
      id: item.id,
      items: item.sources.map((sources) => ({ sources })),
      options: { autoContinue: true },
      countdown: { duration: 3 }
    });
  } else {
    player.setMedia({ sources: item.sources[0], plugins: {} });
  }
}

/**
 * The window of a live programme, in seconds of the programme; nothing for other media.
 * @param {Player} player
 * @returns {readonly [from: number, to: number] | undefined}
 */
export function liveWindow(player) {
  if (!player.isLive()) return undefined;
  const end = player.duration ?? NaN;
  return Number.isFinite(end) ? [player.getStartTimeOfDvrWindow(), end] : [0, 0];
}

/**
 * @template {keyof XapiEvents} K
 * @param {Player} player
 * @param {K} type
 * @param {(payload: XapiEvents[K]) => void} listener
 */
export const listen = (player, type, listener) => player.addEventListener(type, ({ payload }) => listener(payload));
