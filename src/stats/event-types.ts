import type { AdSlot, Happening } from '../events/happening.js';

/**
 * Kaltura's 40 types of stats events. The id of each is its place, counted from 1; those of advertisements begin with
 * the slot.
 * @see the user's events guide, section 5.1
 */
export const STATS_EVENT_TYPES = [
  'WIDGET_LOADED',
  'MEDIA_LOADED',
  'PLAY',
  'PLAY_REACHED_25',
  'PLAY_REACHED_50',
  'PLAY_REACHED_75',
  'PLAY_REACHED_100',
  'OPEN_EDIT',
  'OPEN_VIRAL',
  'OPEN_DOWNLOAD',
  'OPEN_REPORT',
  'BUFFER_START',
  'BUFFER_END',
  'OPEN_FULL_SCREEN',
  'CLOSE_FULL_SCREEN',
  'REPLAY',
  'SEEK',
  'OPEN_UPLOAD',
  'SAVE_PUBLISH',
  'CLOSE_EDITOR',
  'PRE_BUMPER_PLAYED',
  'POST_BUMPER_PLAYED',
  'BUMPER_CLICKED',
  'PREROLL_STARTED',
  'MIDROLL_STARTED',
  'POSTROLL_STARTED',
  'OVERLAY_STARTED',
  'PREROLL_CLICKED',
  'MIDROLL_CLICKED',
  'POSTROLL_CLICKED',
  'OVERLAY_CLICKED',
  'PREROLL_25',
  'PREROLL_50',
  'PREROLL_75',
  'MIDROLL_25',
  'MIDROLL_50',
  'MIDROLL_75',
  'POSTROLL_25',
  'POSTROLL_50',
  'POSTROLL_75'
] as const;

export type StatsEventName = (typeof STATS_EVENT_TYPES)[number];

const NAMES: readonly string[] = STATS_EVENT_TYPES;

/** The id, 1 to 40, of a name in any case or of a number as a host gives it; undefined for anything else. */
export function statsEventType(given: unknown): number | undefined {
  if (typeof given !== 'string' && typeof given !== 'number') return undefined;
  const name = String(given).trim().toUpperCase();
  const id = NAMES.indexOf(name) + 1 || Number(name);
  return NAMES[id - 1] ? id : undefined;
}

/** `1 WIDGET_LOADED, 2 MEDIA_LOADED, …`: for the message about a type that is none. */
export const listStatsEventTypes = (): string => NAMES.map((name, i) => `${i + 1} ${name}`).join(', ');

type AdStep = Extract<Happening, { readonly name: 'ad' }>['step'];

const STEPS: Readonly<Record<AdStep, string>> = {
  start: 'STARTED',
  click: 'CLICKED',
  firstQuartile: '25',
  midpoint: '50',
  thirdQuartile: '75'
};

/** The id of what happens in an advertisement or a bumper; undefined where there is none: an overlay has no quartiles. */
export function adEventType(slot: AdSlot, step: AdStep): number | undefined {
  const [, place] = /^(.*)bumper$/.exec(slot) ?? [];
  const name = step === 'click' ? 'BUMPER_CLICKED' : step === 'start' ? `${place}_BUMPER_PLAYED` : '';
  return statsEventType(place === undefined ? `${slot}_${STEPS[step]}` : name);
}
