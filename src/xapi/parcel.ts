import type { Parcel } from '../delivery/ports.js';
import type { PlaybackEvent } from '../events/playback-event.js';
import type { ViewingEvent } from '../events/viewing-event.js';
import type { BeforeSend } from '../settings/settings.js';
import { redact } from './before-send.js';
import type { StatementCaptured } from './captured.js';
import { kindOf } from './encode.js';
import type { Statement } from './statement.js';

/** What became of a statement when it was to be captured. */
export type Capture =
  | { readonly type: 'send'; readonly parcel: Parcel; readonly captured: StatementCaptured }
  | { readonly type: 'drop' }
  | { readonly type: 'hold'; readonly parcel: Parcel; readonly reason: string };

/** Makes a parcel of a statement, once the site has looked at it. */
export function capture(
  original: Statement,
  event: ViewingEvent,
  cause: PlaybackEvent,
  lane: string,
  beforeSend: BeforeSend | undefined
): Capture {
  const redacted = redact(original, beforeSend);
  if (redacted.type === 'drop') return redacted;
  const parcel = { id: original.id, lane, kind: kindOf(event), body: redacted.body, at: event.at };
  if (redacted.type === 'hold') return { ...redacted, parcel };
  const position = 'position' in cause ? { position: cause.position } : {};
  return {
    type: 'send',
    parcel: { ...parcel, id: redacted.id },
    captured: {
      get statement() {
        return redacted.statement;
      },
      event,
      cause: { type: cause.type, ...position }
    }
  };
}
