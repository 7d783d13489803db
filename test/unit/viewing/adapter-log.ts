import { checkAdapter, type CheckOptions } from '../../../src/adapter-check/check-adapter.js';

type Loose = Readonly<Record<string, unknown>>;

/** What an adapter would have sent, built by hand: time passes when it is told to. */
export class Log {
  public readonly events: Loose[] = [];
  private mono = 1000;

  public wait(seconds: number): this {
    this.mono += seconds * 1000;
    return this;
  }

  public say(type: string, more: Loose = {}): this {
    this.events.push({ type, ...more, mono: this.mono, wall: 1_700_000_000_000 + this.mono });
    return this;
  }

  public at(type: string, position: unknown, more: Loose = {}): this {
    return this.say(type, { position, ...more });
  }

  /** Length, play and playing. */
  public start(duration = 10): this {
    return this.say('durationchange', { duration }).at('play', 0).at('playing', 0);
  }

  /** Four time updates a second, unless told otherwise. */
  public play(from: number, to: number, every = 0.25): this {
    for (let at = from + every; at <= to + 1e-9; at += every) this.wait(every).at('timeupdate', at);
    return this;
  }

  public close(position = 0): this {
    return this.at('close', position, { reason: 'leaving' });
  }
}

export const log = (): Log => new Log();
export const faults = ({ events }: Log, options?: CheckOptions): readonly string[] =>
  checkAdapter(events, options).map(({ index, rule }) => `${index} ${rule}`);
