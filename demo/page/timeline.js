// @ts-check
/** The viewing as a drawing: what played, what was jumped over, which milestones are due. */
import { s } from './dom.js';
import { furthest, stretches } from './measure.js';
import { position } from './time.js';

/** @typedef {import('./view.js').View} View */

const SIDE = 14;
const BAR = { top: 64, height: 22 };
const MARKS = BAR.top + BAR.height + 16;
const HEIGHT = MARKS + 34;
/** The last jumps are drawn; more would be a thicket. */
const JUMPS = 12;

/**
 * The stretch of time that the drawing spans.
 * @param {View} view
 * @returns {[from: number, to: number]}
 */
function domain({ watched, live }) {
  if (!watched) return [0, 60];
  const { segments, duration, position: at } = watched;
  if (!live) return [0, duration || Math.max(60, furthest(segments))];
  const points = [at, ...live, ...segments.flat()].filter(Number.isFinite);
  return [Math.min(...points), Math.max(...points)];
}

/** @param {View} view @returns {string} for those who cannot see the drawing */
function spoken({ watched, jumps }) {
  if (!watched) return 'Timeline of the viewing. Nothing played yet.';
  const fired = watched.milestones.filter((milestone) => milestone.fired);
  const played = stretches(watched.segments).map(({ from, to }) => `${position(from)} to ${position(to)}`);
  return [
    `Timeline of the viewing. Played: ${played.join(', ') || 'nothing yet'}.`,
    watched.milestones.length > 0 && `${fired.length} of ${watched.milestones.length} milestones fired.`,
    `${jumps.length} ${jumps.length === 1 ? 'seek' : 'seeks'}.`
  ]
    .filter(Boolean)
    .join(' ');
}

const pattern = () =>
  s(
    'defs',
    {},
    s(
      'pattern',
      { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      s('line', { class: 'hatch', x1: 1, y1: 0, x2: 1, y2: 6 })
    ),
    s(
      'marker',
      { id: 'arrow', viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' },
      s('path', { class: 'arrow', d: 'M0 0.5 7 4 0 7.5Z' })
    )
  );

/** @param {SVGSVGElement} svg */
export function createTimeline(svg) {
  /** @param {View} view */
  return function draw(view) {
    const width = svg.clientWidth;
    if (!width) return;
    const [start, end] = domain(view);
    const x = (/** @type {number} */ time) =>
      SIDE + (Math.min(end, Math.max(start, time)) - start) * ((width - 2 * SIDE) / (end - start || 1));
    /** Keeps a centred label inside. @param {number} at */
    const anchor = (at) => (at < SIDE + 16 ? 'start' : at > width - SIDE - 16 ? 'end' : 'middle');
    const edge = (/** @type {number} */ at) => (anchor(at) === 'start' ? at - 5 : anchor(at) === 'end' ? at + 5 : at);

    const bar = (/** @type {string} */ name, /** @type {number} */ from, /** @type {number} */ to) =>
      s('rect', { class: name, x: x(from), y: BAR.top, width: Math.max(1.5, x(to) - x(from)), height: BAR.height });

    const { watched, jumps, live, rule } = view;
    const segments = watched?.segments ?? [];
    const far = furthest(segments);

    const arcs = jumps.slice(-JUMPS).map(({ from, to }) => {
      const [a, b, foot] = [x(from), x(to), BAR.top - 3];
      const lift = Math.min(46, 14 + Math.abs(b - a) * 0.2);
      return s(
        'path',
        {
          class: 'jump',
          d: `M${a} ${foot}C${a} ${foot - lift} ${b} ${foot - lift} ${b} ${foot}`,
          'marker-end': 'url(#arrow)'
        },
        s('title', {}, `Seek ${position(from, 1)} → ${position(to, 1)}`)
      );
    });

    const milestones = watched?.milestones ?? [];
    const radius = milestones.length > 60 ? 1.6 : milestones.length > 24 ? 2.4 : 4.5;
    const marks = milestones.map(({ position: at, percent, fired }) =>
      s(
        'circle',
        { class: fired ? 'mark fired' : 'mark', cx: x(at), cy: MARKS, r: radius },
        s('title', {}, `${percent}% at ${position(at, 1)}, ${fired ? 'fired' : 'due'}`)
      )
    );
    const quarters = milestones.filter(({ percent }) => percent % 25 === 0);
    const labels = (
      quarters.length > 0 ? quarters : [start, end].map((at) => ({ position: at, percent: undefined }))
    ).map(({ position: at, percent }) =>
      s(
        'text',
        {
          class: 'label',
          x: edge(x(at)),
          y: percent === undefined ? MARKS + 4 : MARKS + 24,
          'text-anchor': anchor(x(at))
        },
        percent === undefined
          ? position(at) + (live && at === end ? ' live' : '')
          : s('tspan', { class: 'label-strong' }, `${percent}%`),
        percent !== undefined && width > 520 && ` ${position(at)}`
      )
    );

    // Under `watched` the threshold is an amount, not a place: the measure above shows it.
    const threshold = !live && rule === 'reached' ? watched?.threshold : undefined;
    const line = [];
    if (threshold !== undefined && watched?.duration) {
      const at = x(threshold);
      const right = at < width / 2;
      line.push(
        s('line', { class: 'threshold', x1: at, x2: at, y1: 4, y2: BAR.top + BAR.height + 4 }),
        s(
          'text',
          { class: 'label threshold-label', x: right ? at + 6 : at - 6, y: 13, 'text-anchor': right ? 'start' : 'end' },
          `finished from ${position(threshold)}`
        )
      );
    }

    const head = watched ? x(watched.position) : undefined;

    svg.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    svg.setAttribute('height', String(HEIGHT));
    svg.setAttribute('aria-label', spoken(view));
    svg.replaceChildren(
      pattern(),
      live ? bar('track', ...live) : bar('track', start, end),
      ...(far > start && !live ? [bar('reached', start, far)] : []),
      ...stretches(segments).map(({ from, to, times }) => bar(times > 1 ? 'played again' : 'played', from, to)),
      ...line,
      ...arcs,
      ...marks,
      ...labels,
      ...(head === undefined
        ? []
        : [
            s('line', { class: 'playhead', x1: head, x2: head, y1: BAR.top - 5, y2: BAR.top + BAR.height + 5 }),
            s('circle', { class: 'playhead-knob', cx: head, cy: BAR.top - 5, r: 4 })
          ])
    );
  };
}
