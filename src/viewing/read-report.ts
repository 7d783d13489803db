import type { PlaybackEvent } from '../events/playback-event.js';
import { isText } from '../schema/kinds.js';
import { playbackEvent } from '../schema/playback-event.js';
import type { Mistake } from '../schema/reader.js';
import { shown } from '../schema/shown.js';

/** Why a report is not taken: the first mistake, and a sentence for whoever writes the adapter. */
export interface BadReport {
  readonly mistake: Mistake;
  readonly message: string;
}

/** What is wrong with a part of an event, without a full stop. */
function phrase({ path, expected, got, known = [], near }: Mistake): string {
  const name = path.replace(/.*\./, '');
  if (!expected) return `there is no ${name}; known are ${known.join(', ')}`;
  return `${name} must be ${expected}, got ${shown(got)}${near ? `; did you mean ${near}?` : ''}`;
}

function sentence(mistake: Mistake, type: unknown): string {
  const { path, got, known = [], near } = mistake;
  if (!path) return 'An event must be an object.';
  if (path === 'type') {
    const hint = near ? `: did you mean '${near}'?` : `; known are ${known.join(', ')}.`;
    return `There is no type ${isText(got) ? `'${got}'` : shown(got)}${hint}`;
  }
  const isPart = path.includes('.') || path === 'seeking';
  return `${String(type)}${isPart ? `: ${phrase(mistake)}` : ` needs a valid ${path}, got ${shown(got)}`}.`;
}

/** What a player reports, or what is wrong with it; its times are not looked at. Fields that nobody knows are left out. */
export function readReport(given: unknown): { readonly event: PlaybackEvent } | BadReport {
  const mistakes: Mistake[] = [];
  const read = playbackEvent(given, '', (mistake) => {
    // Adapters may say more than we know, but not of the surroundings: that is a mistyped name.
    if (mistake.expected || mistake.path.startsWith('surroundings')) mistakes.push(mistake);
  });
  const { type, position: got } = Object(given) as Readonly<Record<string, unknown>>;
  // Each field was read by the table of this very type.
  const event = read as unknown as PlaybackEvent;
  const [mistake] = mistakes;
  if (mistake) return { mistake, message: sentence(mistake, type) };
  // These say nothing without one.
  if ((event.type === 'timeupdate' || event.type === 'seeking') && Number.isNaN(event.position)) {
    const unknown = { path: 'position', what: 'expected seconds', got };
    return { mistake: unknown, message: sentence(unknown, type) };
  }
  return { event };
}
