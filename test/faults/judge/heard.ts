import type { WireEvent } from '../../../demo/kaltura/account.js';
import type { Arrived, TabEvidence } from './evidence.js';

const text = (fields: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What the body of a stats event says, letter by letter, without what is no property of an event. */
export function countOf(body: string): string {
  const properties = [...new URLSearchParams(body)].flatMap(([key, value]) => {
    const [, name] = /^event\[(\w+)\]$/.exec(key) ?? [];
    return name === undefined || name === 'objectType' ? [] : [[name, value] as const];
  });
  return text(Object.fromEntries(properties));
}

export interface Heard {
  /** `replay`: all events that say the same had come already. */
  readonly arrivals: readonly Arrived[];
  /** What no page had written down, or not like that. */
  readonly strangers: readonly string[];
}

/** Which events Kaltura's service has heard: it knows no ids, so that they are recognised by what they say. */
export function recognise(tabs: readonly Pick<TabEvidence, 'captured'>[], events: readonly WireEvent[]): Heard {
  const expected = new Map<string, string[]>();
  for (const { text, id } of tabs.flatMap(({ captured }) => captured))
    expected.set(text, [...(expected.get(text) ?? []), id]);
  const last = new Map<string, string>();
  const arrivals: Arrived[] = [];
  const strangers: string[] = [];
  for (const { fields, dropped, rejected, method } of events) {
    const raw = text(fields);
    const next = expected.get(raw)?.shift();
    const id = next ?? last.get(raw);
    if (id === undefined || method !== 'POST' || dropped.length || rejected !== undefined)
      strangers.push([method, raw, ...dropped, ...(rejected === undefined ? [] : [rejected])].join(' '));
    if (id === undefined) continue;
    last.set(raw, id);
    arrivals.push({ id, raw, replay: next === undefined });
  }
  return { arrivals, strangers };
}
