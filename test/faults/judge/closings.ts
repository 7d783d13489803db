import { look } from '../../support/judges/look.js';
import { TEMPLATES, extension } from '../../support/judges/video-profile.js';
import type { Evidence } from './evidence.js';

/** What a viewing says when it ends; `terminated` is the end itself. */
const LAST_WORDS: readonly unknown[] = [TEMPLATES.paused.verb, TEMPLATES.terminated.verb];

export const sessionOf = (statement: unknown): unknown =>
  look(statement, 'context', 'extensions', extension('session-id'));
export const isEnd = (statement: unknown): boolean => look(statement, 'verb', 'id') === TEMPLATES.terminated.verb;

/**
 * What nobody captured may only be the end of a viewing whose page died, drafted before: at a time when it lived, in a
 * session that it had begun, and one end for each.
 */
export function judgeClosings({ tabs, arrivals }: Evidence): string[] {
  const captured = new Set(tabs.flatMap((tab) => tab.captured.map(({ id }) => id)));
  const first = arrivals
    .filter(({ replay }) => !replay)
    .map(({ id, raw }) => ({ id, said: JSON.parse(raw) as unknown }));
  const strangers = first.filter(({ id }) => !captured.has(id));
  const deaths = new Map<unknown, number | undefined>();
  for (const { captured: own, died } of tabs) for (const { text } of own) deaths.set(sessionOf(JSON.parse(text)), died);

  const complaints = strangers.flatMap(({ id, said }) => {
    const session = sessionOf(said);
    if (!LAST_WORDS.includes(look(said, 'verb', 'id'))) return [`nobody captured ${id}`];
    if (!deaths.has(session)) return [`an end of a viewing that nobody began: ${id}`];
    const died = deaths.get(session);
    if (died === undefined) return [`an end of a viewing that is still open: ${id}`];
    const at = Date.parse(String(look(said, 'timestamp')));
    return at <= died ? [] : [`an end ${at - died} ms after its page was gone: ${id}`];
  });
  const ended = first.filter(({ said }) => isEnd(said)).map(({ said }) => sessionOf(said));
  const twice = ended.filter((session, index) => ended.indexOf(session) !== index);
  return [...complaints, ...twice.map((session) => `two ends of the session ${String(session)}`)];
}
