import type { BeforeSend } from '../settings/settings.js';
import type { Statement } from './statement.js';

/** What `beforeSend` made of a statement. */
export type Redacted =
  | { readonly type: 'send'; readonly statement: Statement; readonly body: string }
  | { readonly type: 'drop' }
  /** The redactor failed: the statement must not be sent as it was. */
  | { readonly type: 'hold'; readonly reason: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isStatement = (value: unknown): boolean =>
  isRecord(value) &&
  UUID.test(String(value['id'])) &&
  typeof value['timestamp'] === 'string' &&
  isRecord(value['actor']) &&
  isRecord(value['verb']) &&
  isRecord(value['object']);

/**
 * Lets the site's `beforeSend` edit a copy. `null` drops, `undefined` means the edited copy, a statement replaces it; an
 * exception or anything else holds the statement back. Serialised here, once and for all.
 */
export function redact(statement: Statement, beforeSend: BeforeSend | undefined): Redacted {
  const original = JSON.stringify(statement);
  if (!beforeSend) return { type: 'send', statement, body: original };
  try {
    const copy = JSON.parse(original) as Record<string, unknown>;
    const answer = beforeSend(copy);
    if (answer === null) return { type: 'drop' };
    const body = JSON.stringify(answer === undefined ? copy : answer);
    const edited: unknown = JSON.parse(body);
    if (!isStatement(edited)) return { type: 'hold', reason: 'beforeSend did not give a statement' };
    return { type: 'send', statement: edited as Statement, body };
  } catch (error) {
    return { type: 'hold', reason: `beforeSend threw: ${String(error)}` };
  }
}
