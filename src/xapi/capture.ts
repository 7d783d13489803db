import type { Parcel } from '../delivery/ports.js';
import type { Encoded } from '../destination/destination.js';
import type { BeforeSend } from '../settings/settings.js';
import { redact } from './before-send.js';
import type { Statement } from './statement.js';

type Captured<Why> = Why & { readonly statement: Statement };

/** A statement as a parcel, once the site has looked at it. `why`: what those hear who listen, besides the statement. */
export function capture<Why extends object>(
  original: Statement,
  given: Pick<Parcel, 'lane' | 'kind' | 'at'>,
  beforeSend: BeforeSend | undefined,
  why: Why
): readonly Encoded<Captured<Why>>[] {
  const redacted = redact(original, beforeSend);
  if (redacted.type === 'drop') return [];
  const parcel = { ...given, id: original.id, body: redacted.body };
  if (redacted.type === 'hold') {
    const { reason } = redacted;
    const message = `${reason}. The statement is kept and not sent.`;
    return [{ parcel, held: { level: 'error', code: 'before-send', path: 'beforeSend', message }, reason }];
  }
  const captured = {
    get statement() {
      return redacted.statement;
    },
    ...why
  };
  return [{ parcel: { ...parcel, id: redacted.id }, captured }];
}
