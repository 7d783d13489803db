// @ts-check
/** Reached and watched, side by side: the two numbers that are so often taken for one. */
import { byId, h, setText } from './dom.js';
import { furthest, pieces, playedSeconds } from './measure.js';
import { percent, position, span } from './time.js';

/** @typedef {import('./view.js').View} View */

/** @param {string} name @param {string} kind */
function measure(name, kind) {
  const number = h('dd', { class: 'measure-number' }, '–');
  const says = h('dd', { class: 'measure-says' });
  const fill = h('span', { class: 'meter-fill' });
  const mark = h('span', { class: 'meter-mark' });
  const meter = h('dd', { class: 'meter', 'aria-hidden': 'true' }, fill, mark);
  const element = h('div', { class: `measure ${kind}` }, h('dt', {}, name), number, meter, says);
  return {
    element,
    /**
     * @param {number | undefined} share
     * @param {string} text
     * @param {number | undefined} threshold where the measure decides
     * @param {string} [instead] of a percentage
     */
    show(share, text, threshold, instead) {
      setText(number, share === undefined ? (instead ?? '–') : percent(share));
      setText(says, text);
      meter.hidden = share === undefined && instead !== undefined;
      fill.style.inlineSize = `${Math.min(1, share ?? 0) * 100}%`;
      mark.hidden = threshold === undefined;
      mark.style.insetInlineStart = `${Math.min(1, threshold ?? 0) * 100}%`;
      element.classList.toggle('decides', threshold !== undefined);
    }
  };
}

/** @param {View} view */
function insight({ watched, live, on, rule }) {
  if (!on) return 'xAPI is off: no statement is made.';
  if (!watched || watched.segments.length === 0) {
    return 'Reached is how far the playhead came while playing. Watched is what truly played. Play, then skip ahead, and they part.';
  }
  if (live) {
    const count = pieces(watched.segments);
    return `A live programme has no length, so nothing here is a percentage. What played is known to the second${count > 1 ? `, in ${count} pieces` : ''}.`;
  }
  const missed = furthest(watched.segments) - playedSeconds(watched.segments);
  // Engines begin some tenths of a second late: of a lecture that is nothing, of a clip it is a part.
  if (missed < Math.min(1, furthest(watched.segments) / 50))
    return watched.finished ? 'Finished, and all of it truly played.' : 'Everything up to here truly played.';
  return watched.finished && rule === 'reached'
    ? `Counted as finished under the rule “reached”, though ${span(missed * 1000)} of it never played.`
    : `${span(missed * 1000)} of what was reached never played.`;
}

export function createMeasures() {
  const reached = measure('Reached', 'is-reached');
  const watchedMeasure = measure('Watched', 'is-watched');
  byId('measures').append(reached.element, watchedMeasure.element);
  const sentence = byId('insight');
  const finished = byId('finished');
  const facts = byId('viewing-facts');
  const values = { playhead: h('dd'), spent: h('dd'), milestones: h('dd') };
  facts.append(
    h('div', {}, h('dt', {}, 'Playhead'), values.playhead),
    h('div', {}, h('dt', {}, 'Time spent'), values.spent),
    h('div', {}, h('dt', {}, 'Milestones'), values.milestones)
  );

  /** @param {View} view */
  return function show(view) {
    const { watched, live, rule } = view;
    const segments = watched?.segments ?? [];
    const length = live ? undefined : watched?.duration;
    const far = furthest(segments);
    const share = length && watched?.threshold !== undefined ? watched.threshold / length : undefined;
    // The last tick of an engine is a little short of the end; the milestone is not.
    const ended = watched?.milestones.some(({ percent, fired }) => percent === 100 && fired) ? length : undefined;

    // Before the length is known there is no percentage, but none of anything is 0%.
    const nothing = segments.length === 0 ? 0 : undefined;

    if (live) {
      reached.show(undefined, 'no percentage in a live programme', undefined, 'Live');
      watchedMeasure.show(undefined, 'of the programme played', undefined, position(playedSeconds(segments)));
    } else {
      reached.show(
        length ? (ended ? 1 : far / length) : nothing,
        `the furthest point, ${position(ended || far)}`,
        rule === 'reached' ? share : undefined
      );
      watchedMeasure.show(
        length ? (watched?.watched ?? 0) : nothing,
        `truly played, ${position(playedSeconds(segments))}`,
        rule === 'watched' ? share : undefined
      );
    }

    setText(sentence, insight(view));
    finished.hidden = !watched?.finished;
    setText(values.playhead, watched ? position(watched.position) + (length ? ` / ${position(length)}` : '') : '–');
    setText(values.spent, watched ? position(watched.spent) : '–');
    const due = watched?.milestones ?? [];
    setText(values.milestones, due.length > 0 ? `${due.filter(({ fired }) => fired).length} of ${due.length}` : '–');
  };
}
