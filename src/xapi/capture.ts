import type { ParcelKind } from '../delivery/ports.js';
import type { Encoded } from '../destination/destination.js';
import type { BeforeSend } from '../settings/settings.js';
import { redact } from './before-send.js';
import type { Statement } from './statement.js';

type Captured<Why> = Why & { readonly statement: Statement };

/** A statement as a parcel, once the site has looked at it. `why`: what those hear who listen, besides the statement. */
export function capture<Why extends object>(
  original: Statement,
  { kind, at }: { readonly kind: ParcelKind; readonly at: number },
  beforeSend: BeforeSend | undefined,
  why: Why
): Encoded<Captured<Why>> {
  const redacted = redact(original, beforeSend);
  if (redacted.type === 'drop') return { parcels: [] };
  const { body } = redacted;
  if (redacted.type === 'hold') {
    const { reason } = redacted;
    const message = `${reason}. The statement is kept and not sent.`;
    const problem = { level: 'error', code: 'before-send', path: 'beforeSend', message } as const;
    return { parcels: [], held: [{ parcel: { id: original.id, kind, body, at }, reason, problem }] };
  }
  return {
    parcels: [{ id: redacted.id, kind, body, at }],
    captured: [
      {
        ...why,
        get statement() {
          return redacted.statement;
        }
      }
    ]
  };
}
