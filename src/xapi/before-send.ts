import type { Parcel } from '../delivery/ports.js';
import { isObject } from '../settings/kinds.js';
import type { BeforeSend } from '../settings/settings.js';
import type { Statement } from './statement.js';

/** What `beforeSend` made of a statement. */
export type Redacted =
  | { readonly type: 'send'; readonly id: string; readonly body: string; readonly statement: Statement }
  | { readonly type: 'drop' }
  /** The redactor failed: the statement must not be sent as it was. */
  | { readonly type: 'hold'; readonly reason: string; readonly body: string };

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

/**
 * Lets the site's `beforeSend` edit a copy. `null` drops, `undefined` means the edited copy, a statement replaces it; an
 * exception or anything else holds the statement back. Serialised here, once and for all.
 */
export function redact(statement: Statement, beforeSend: BeforeSend | undefined): Redacted {
  const body = JSON.stringify(statement);
  if (!beforeSend) return sending(statement.id, body);
  const copy = JSON.parse(body) as Statement & Record<string, unknown>;
  try {
    const answer = beforeSend(copy);
    if (answer === null) return { type: 'drop' };
    const edited = JSON.stringify(answer === undefined ? copy : answer);
    const sent = JSON.parse(edited) as Statement;
    if (isStatement(sent)) return sending(sent.id, edited);
    return { type: 'hold', reason: 'beforeSend did not give a statement', body };
  } catch (error) {
    return { type: 'hold', reason: `beforeSend threw: ${String(error)}`, body };
  }
}

/** A statement that was held because `beforeSend` failed, once more before it: what may be sent now, if anything. */
export function redo(body: string, beforeSend: BeforeSend | undefined): Pick<Parcel, 'id' | 'body'> | undefined {
  const redacted = redact(JSON.parse(body) as Statement, beforeSend);
  return redacted.type === 'send' ? { id: redacted.id, body: redacted.body } : undefined;
}
