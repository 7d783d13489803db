import type { Surroundings } from '../events/playback-event.js';
import { shown } from './check-adapter-shown.js';

type Rule = readonly [is: (value: unknown) => boolean, what: string];

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const FLAG: Rule = [(value) => typeof value === 'boolean', 'must be true or false'];
const TEXT: Rule = [(value) => typeof value === 'string' && value !== '', 'must be a text'];
const SIZE: Rule = [(value) => /^\d+x\d+$/.test(String(value)), "must be a size in pixels, such as '1280x720'"];
const ABOVE: Rule = [(value) => isNumber(value) && value > 0, 'must be a number above 0'];

const RULES: Readonly<Record<keyof Surroundings, Rule>> = {
  captions: FLAG,
  captionLanguage: TEXT,
  volume: [(value) => isNumber(value) && value >= 0 && value <= 1, 'must be a number from 0 (mute) to 1'],
  fullScreen: FLAG,
  screenSize: SIZE,
  playbackSize: SIZE,
  quality: ABOVE,
  frameRate: ABOVE,
  track: TEXT,
  userAgent: TEXT
};

/** What is wrong with what shows round the picture; no full stop. What is not known stays out. */
export function surroundingsFault(given: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const rule = Object.entries(RULES).find(([known]) => known === name)?.[1];
    if (!rule) return `there is no ${name}; known are ${Object.keys(RULES).join(', ')}`;
    const [is, what] = rule;
    if (!is(value)) return `${name} ${what}, got ${shown(value)}`;
  }
  return undefined;
}
