// @ts-check
/** What the viewing panel shows at one moment: the plugin's `watched()`, and what only events tell. */

/** @typedef {import('./player.js').Watched} Watched */
/** @typedef {{ readonly from: number, readonly to: number }} Jump */

/**
 * @typedef {object} View
 * @property {Watched | undefined} watched absent before the first media
 * @property {readonly Jump[]} jumps the viewer's seeks, in order
 * @property {boolean} on whether anything is recorded at all
 * @property {readonly [from: number, to: number] | undefined} live the window of a live programme that can be played
 * @property {string} rule `reached` or `watched`: what this playback session goes by
 */

/**
 * Collects what belongs to one viewing and forgets it with the next.
 * @param {() => string} ruleNow the rule that the form shows
 */
export function createMemory(ruleNow) {
  /** @type {(Jump & { at: number })[]} */
  let jumps = [];
  let rule = ruleNow();
  let fired = 0;
  /** @type {string | undefined} */
  let registration;
  return {
    newMedia() {
      jumps = [];
      rule = ruleNow();
      fired = 0;
    },
    /** @param {import('../../src/xapi/captured.js').StatementCaptured} captured */
    happened({ event, statement }) {
      // Another viewer in mid-play is another viewing of the same media.
      if (statement.context.registration !== registration) jumps = [];
      registration = statement.context.registration;
      // With both vocabularies one seek makes two statements.
      if (event.type === 'seek' && !jumps.some(({ at }) => at === event.at)) jumps.push(event);
    },
    /**
     * @param {Watched | undefined} watched
     * @param {View['live']} live
     * @param {boolean} on
     * @returns {View}
     */
    view(watched, live, on) {
      const now = watched?.milestones.filter((milestone) => milestone.fired).length ?? 0;
      // Milestones fire anew in each playback session, and so do new rules begin.
      if (now < fired) rule = ruleNow();
      fired = now;
      return { watched, jumps, live, on, rule };
    }
  };
}
