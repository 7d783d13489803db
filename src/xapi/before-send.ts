import { stringify } from '../stringify.js';
import type { DeadLetter } from '../delivery/ports.js';
import { isObject } from '../schema/kinds.js';
import type { BeforeSend, Problem } from '../settings/settings.js';
import type { Editable, Statement } from '../events/statement.js';

/** What `beforeSend` made of a statement. */
export type Redacted =
  | { readonly type: 'send'; readonly id: string; readonly body: string; readonly statement: Statement }
  | { readonly type: 'drop' }
  /** The redactor failed: the statement must not be sent as it was. */
  | { readonly type: 'hold'; readonly reason: string; readonly body: string };

/** Reasons to hold a statement begin with who holds it. */
const HOLDER = 'beforeSend';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const isStatement = (value: unknown): boolean =>
  isObject(value) &&
  UUID.test(String(value['id'])) &&
  typeof value['timestamp'] === 'string' &&
  ['actor', 'verb', 'object'].every((part) => isObject(value[part]));

/** The statement is read again from what is sent only where somebody looks at it. */
function sending(id: string, body: string): Redacted {
  let copy: Statement | undefined;
  return {
    type: 'send',
    id,
    body,
    get statement() {
      return (copy ??= JSON.parse(body) as Statement);
    }
  };
}

/** What was thrown may have no words (`Object.create(null)`), or throw when it is asked for them. */
const textOf = (error: unknown): string => {
  try {
    return String(error).slice(0, 200);
  } catch {
    return 'something without words';
  }
};

/**
 * Lets the site's `beforeSend` edit a copy. `null` drops, `undefined` means the edited copy, a statement replaces it; an
 * exception or anything else holds the statement back. Serialised here, once and for all.
 */
export function redact(statement: Statement, beforeSend: BeforeSend | undefined): Redacted {
  const body = stringify(statement);
  if (!beforeSend) return sending(statement.id, body);
  const copy = JSON.parse(body) as Editable<Statement>;
  try {
    const answer = beforeSend(copy);
    if (answer === null) return { type: 'drop' };
    const edited = stringify(answer === undefined ? copy : answer);
    const sent = JSON.parse(edited) as Statement;
    if (isStatement(sent)) return sending(sent.id, edited);
    return { type: 'hold', reason: `${HOLDER} did not give a statement`, body };
  } catch (error) {
    return { type: 'hold', reason: `${HOLDER} threw: ${textOf(error)}`, body };
  }
}

/** The other reasons for which a letter is held have nothing to do with its words. */
const isHeldBack = ({ held, reason }: DeadLetter): boolean => held === true && reason.startsWith(HOLDER);

/**
 * Another chance for dead letters. What `beforeSend` held back goes through it once more, and never leaves without it. Gives
 * what may be sent now, and in one sentence why the others stay, if they need a `beforeSend` that is not here.
 */
export function anotherChance(
  letters: readonly DeadLetter[],
  beforeSend: BeforeSend | undefined
): { readonly letters: readonly DeadLetter[]; readonly problem?: Problem } {
  const held = beforeSend ? 0 : letters.filter(isHeldBack).length;
  const sendable = letters.flatMap((letter) => {
    if (!isHeldBack(letter)) return [letter];
    const redacted = beforeSend && redact(JSON.parse(letter.body) as Statement, beforeSend);
    return redacted?.type === 'send' ? [{ ...letter, id: redacted.id, body: redacted.body }] : [];
  });
  if (!held) return { letters: sendable };
  const message = `retry: ${held} statement${held > 1 ? 's' : ''} that ${HOLDER} held ${held > 1 ? 'stay' : 'stays'} held, since there is no ${HOLDER} here. Call retry() where there is one.`;
  return { letters: sendable, problem: { level: 'warning', code: 'before-send', path: HOLDER, message } };
}
