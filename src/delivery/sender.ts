import { backoff, HOUR, retryAfter } from './backoff.js';
import { digest } from './digest.js';
import type { Credential } from './lane.js';
import { calm, FRESH, type Line, type Next } from './line.js';
import type { LaneNote, Parcel, Ports } from './ports.js';
import { ship } from './ship.js';
import { NO_CREDENTIAL, type DeliveryEvent } from './status.js';
import type { Verdict } from './verdict.js';
import { within } from './within.js';

/** Speaks with the destination of one lane: when, with which credential, and whether at all. */
export interface Sender {
  /** Reads what other tabs and earlier pages left. To be called with the lane's lock held. */
  load(): Promise<void>;
  /** Asked for once, and again after a refusal; `undefined` when the lane rejects, hangs or gives something else. */
  ask(): Promise<Credential | undefined>;
  /** One request: the verdict on these parcels, or what is to be done before there can be one. */
  attempt(parcels: readonly Parcel[]): Promise<Verdict | Next>;
  /** Something was answered as it should be, or the credential is another one. */
  readonly resume: (answered?: true) => Promise<void>;
  /** Nothing but probes from now on. */
  readonly pause: (reason: string) => Promise<Next>;
  /** Tries again later: when the destination asks, else when the back-off says. */
  readonly postpone: (reason: string, header?: string) => Promise<Next>;
  /** Before it is sent: whether it may count twice is found out, and kept. */
  readonly doubt: (id: string) => Promise<void>;
  /** Our own back-off ends now; what the destination asked for holds. */
  hurry(): void;
  /** The lane was defined anew: a pause may be over. */
  redefined(): void;
  /** Nothing may be sent even by a page that goes away. */
  shut(): boolean;
}

const PATIENCE = 10_000;

/** `blocked`: nothing may be sent now; when that ends, another round begins. */
export function createSender(
  line: Line,
  { now, random, send, store, wake }: Ports,
  emit: (event: DeliveryEvent) => void,
  blocked: () => boolean
): Sender {
  let asking: Promise<Credential | undefined> | undefined;
  /** What the destination did not take last, and whether another one was asked for since it took anything. */
  let refused: Credential | undefined;
  let asked = false;
  /** What the last request carried beside its parcels. */
  let worn = '';
  /** The end of a back-off that is not waited for. */
  let waived = 0;
  /** Nobody has read yet what earlier pages left; and somebody is in a hurry already. */
  let unread = true;
  let rushed = false;
  /** The one probe of this page start is spent. */
  let probed = false;
  let reopened = true;
  let busy = false;

  const inquire = async (): Promise<Credential | undefined> => {
    const { lane } = line;
    // An async wrapper also catches a function that throws before it returns a promise.
    const given: unknown = await within((async () => lane.credential(refused))(), PATIENCE, wake);
    asking = undefined;
    // The lane was defined anew in the meantime: this answer belongs to the old one.
    if (lane !== line.lane) return ask();
    return typeof given === 'string' ? (line.held = given) : undefined;
  };
  const ask = async (): Promise<Credential | undefined> => line.held ?? (asking ??= inquire());

  /** Milliseconds until then; a time further off than any wait comes from a clock that jumped, and has come. */
  const until = (time: number): number => (time - now() > HOUR ? 0 : Math.max(0, time - now()));

  // A storage that fails costs the next page its knowledge, not this one.
  const write = (note: LaneNote): Promise<void> => {
    line.note = note;
    return store.writeNote(line.name.key, note === FRESH ? undefined : note).catch(() => undefined);
  };

  async function resume(answered = line.note.answered): Promise<void> {
    const { note } = line;
    asked = false;
    if (!note.attempt && !note.retryAt && !note.paused && !note.tried && note.answered === answered) return;
    await write({ ...calm(note), ...(answered && { answered }) });
    if (note.paused) emit({ type: 'resumed', lane: line.name });
  }

  async function pause(reason: string): Promise<Next> {
    const { note, streak } = line;
    const known = probed && note.paused?.reason === reason;
    const since = note.paused?.since ?? now();
    probed = true;
    line.suspects = 0;
    const paused = { reason, since, probeAt: now() + HOUR, streak };
    await write({ ...calm(note), paused, refused: digest(since, worn) });
    if (!known) emit({ type: 'paused', lane: line.name, reason });
    return HOUR;
  }

  async function postpone(reason: string, header?: string): Promise<Next> {
    const { note, lane } = line;
    const attempt = note.attempt + 1;
    const told = retryAfter(header, now());
    // "At once" is not heard, or both sides would keep each other busy for ever.
    const wait = told || Math.round(backoff(attempt, lane.id.destination, random()));
    const retryAt = now() + wait;
    await write({ ...note, attempt, retryAt, asked: !!told });
    emit({ type: 'retry', lane: line.name, reason, retryAt });
    return wait;
  }

  /** Kaltura's services know no ids: what is sent again after an end that told nothing may count twice. */
  async function doubt(id: string): Promise<void> {
    const { lane, note } = line;
    if (lane.id.destination === 'lrs' || (note.tried?.id === id && note.tried.again)) return;
    const again = note.tried?.id === id;
    await write({ ...note, tried: { id, again }, ...(again && { uncertain: (note.uncertain ?? 0) + 1 }) });
    if (again) emit({ type: 'uncertain', lane: line.name, id });
  }

  async function unwelcome(credential: Credential, reason: string): Promise<Next> {
    const again = asked || line.note.paused;
    asked = true;
    refused = credential;
    line.held = undefined;
    if (!again && (await ask()) !== credential) return 0;
    line.held = undefined;
    const { name, lane } = line;
    if (!credential || lane.needsCredential || name.destination === 'lrs') return pause(`unauthorised, ${reason}`);
    // Kaltura's statistics are taken without a session, too.
    line.held = '';
    emit({ type: 'anonymous', lane: name, reason });
    return 0;
  }

  return {
    ask,
    doubt,
    resume,
    pause,
    postpone,
    async load() {
      line.note = (await store.readNote(line.name.key).catch(() => line.note)) ?? FRESH;
      if (rushed && !line.note.asked) waived = line.note.retryAt;
      rushed = unread = false;
    },
    async attempt(parcels) {
      const { lane, note } = line;
      const { paused, retryAt } = note;
      const wait = (retryAt !== waived && until(retryAt)) || (paused && probed && !reopened && until(paused.probeAt));
      if (wait) return wait;
      const credential = await ask();
      if (credential === undefined) return postpone(NO_CREDENTIAL);
      if (blocked() || lane !== line.lane) return undefined;
      worn = JSON.stringify([credential, lane.seal([parcels[0]?.body ?? ''], credential).headers]);
      const anew = reopened;
      reopened = false;
      if (paused && anew) {
        if (note.refused === digest(paused.since, worn)) return 0;
        line.streak = 0;
        await resume();
        return 0;
      }
      const [first] = parcels;
      if (first) await doubt(first.id);
      if (blocked()) return undefined;
      busy = true;
      const answer = await ship(lane, parcels, credential, send).finally(() => {
        busy = false;
      });
      if (line.forgotten) return undefined;
      const { type, reason } = answer;
      // What was taken or refused is known once its row is gone.
      const untold = type === 'retry' ? answer.maybe : ['sent', 'refuse'].includes(type);
      if (line.note.tried && !untold) {
        const { tried, ...rest } = line.note;
        await write(rest);
      }
      if (type === 'credential') return unwelcome(credential, reason);
      if (type === 'pause') return pause(`not the expected service, ${reason}`);
      // A probe that has no answer changes nothing.
      return type === 'retry' && paused ? pause(paused.reason) : answer;
    },
    hurry() {
      rushed = unread;
      if (!line.note.asked) waived = line.note.retryAt;
    },
    redefined() {
      line.held = refused = undefined;
      reopened = true;
    },
    shut() {
      const { paused, asked, retryAt } = line.note;
      // Twice on its way is nothing to an LRS, which knows ids; others would count it twice.
      return !!paused || (!!asked && until(retryAt) > 0) || (busy && line.name.destination !== 'lrs');
    }
  };
}
