import { expect } from 'chai';
import fc from 'fast-check';
import type { Outgoing, Reply, Wake } from '../../../src/delivery/ports.js';
import type { Instant, PlaybackEvent } from '../../../src/events/playback-event.js';
import { createCollector } from '../../../src/server/collector/collector.js';
import type { Collector } from '../../../src/server/collector/collector-types.js';
import { folder, removeFolders } from './folder.js';
import { LECTURE, Recording, story } from './recordings.js';

/** A destination that takes everything, and a clock that goes where it is told. */
class Bench {
  public readonly bodies = new Map<string, string[]>();
  private now: Instant = { mono: 0, wall: 0 };
  private alarms: { readonly at: number; readonly ring: () => void }[] = [];

  public readonly ports = {
    now: (): Instant => this.now,
    wake: ((milliseconds, ring) => {
      const alarm = { at: this.now.mono + milliseconds, ring };
      this.alarms.push(alarm);
      return () => void (this.alarms = this.alarms.filter((other) => other !== alarm));
    }) satisfies Wake,
    send: async ({ url, body = '' }: Outgoing): Promise<Reply> => {
      const lane = new URL(url).pathname;
      const said = lane.endsWith('/statements') ? (JSON.parse(body) as { id: string }[]) : [];
      this.bodies.set(lane, [
        ...(this.bodies.get(lane) ?? []),
        ...(said.length ? said.map((s) => JSON.stringify(s)) : [body])
      ]);
      return { status: 200, body: said.length ? JSON.stringify(said.map(({ id }) => id)) : '1' };
    }
  };

  public goTo(at: Instant): void {
    for (;;) {
      const [next] = this.alarms.filter((alarm) => alarm.at <= at.mono).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      this.now = { mono: next.at, wall: this.now.wall + next.at - this.now.mono };
      next.ring();
    }
    this.now = at;
  }

  /** What was sent, by lane, with each id replaced by its place among those that were seen. */
  public get told(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
      [...this.bodies].sort().map(([lane, bodies]) => {
        const seen: string[] = [];
        const place = (id: string): string => {
          if (!seen.includes(id)) seen.push(id);
          return `#${seen.indexOf(id)}`;
        };
        return [
          lane,
          bodies.map((body) => body.replace(/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g, place))
        ];
      })
    );
  }

  public collect(): Promise<Collector> {
    const config = {
      directory: folder(),
      endpoint: 'https://lrs.example/xapi',
      key: 'k',
      secret: 's',
      linger: 0,
      vocabulary: 'both' as const,
      site: { homePage: 'https://site.example' },
      stats: { partnerId: 7 },
      analytics: { partnerId: 7, playerEvents: true }
    };
    return createCollector(config, this.ports);
  }
}

async function recorded(events: readonly PlaybackEvent[]): Promise<Bench['told']> {
  const bench = new Bench();
  const collector = await bench.collect();
  await collector.record({ entry: LECTURE, viewer: { id: 'ann' }, events });
  await collector.close();
  return bench.told;
}

async function live(events: readonly PlaybackEvent[]): Promise<Bench['told']> {
  const bench = new Bench();
  const [first] = events;
  if (first) bench.goTo(first);
  const collector = await bench.collect();
  const viewing = collector.open(LECTURE, { id: 'ann' });
  for (const event of events) {
    bench.goTo(event);
    viewing.feed(event);
  }
  await viewing.close();
  await collector.close();
  return bench.told;
}

type Step = (recording: Recording) => Recording;

const position = fc
  .double({ min: 0, max: 40, noNaN: true, noDefaultInfinity: true })
  .map((n) => Math.round(n * 10) / 10);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(position, fc.integer({ min: 1, max: 20 })).map(
    ([from, n]): Step =>
      (r) =>
        r.play(from, Math.min(from + n, 40))
  ),
  fc.nat(120).map(
    (tenths): Step =>
      (r) =>
        r.wait(tenths / 10)
  ),
  position.map(
    (at): Step =>
      (r) =>
        r.tell({ type: 'pause', position: at })
  ),
  position.map(
    (to): Step =>
      (r) =>
        r.tell({ type: 'seeking', position: to }).wait(0.1).tell({ type: 'seeked', position: to })
  ),
  fc.constantFrom(0.5, 1, 2).map(
    (rate): Step =>
      (r) =>
        r.tell({ type: 'ratechange', position: NaN, rate })
  ),
  fc.nat(100).map(
    (volume): Step =>
      (r) =>
        r.tell({ type: 'surroundings', position: NaN, surroundings: { volume: volume / 100 } })
  ),
  fc.constant<Step>((r) => r.tell({ type: 'ended', position: 40 })),
  fc.constant<Step>((r) => r.tell({ type: 'adstart' }).wait(2).tell({ type: 'adend' }))
);

describe('a recorded viewing and the same one live', () => {
  after(removeFolders);

  it('say the same, to the letter, but for ids', async () => {
    const told = await recorded(story());
    expect(Object.keys(told)).to.have.length(3);
    expect(told).to.deep.equal(await live(story()));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { events } = steps.reduce((recording, each) => each(recording), new Recording().tell({ type: 'adend' }));
        expect(await recorded(events)).to.deep.equal(await live(events));
      }),
      { numRuns: 40 }
    );
  }).timeout(60_000);

  it('a seek that settles before the last event is said when it settled, not at the end', async () => {
    const { events } = new Recording()
      .play(0, 5)
      .tell({ type: 'seeking', position: 20 })
      .tell({ type: 'seeked', position: 20 })
      .wait(30)
      .tell({ type: 'close', position: 20, reason: 'leaving' });
    const bodies = Object.values(await recorded(events)).flat();
    const seek = bodies.find((body) => body.includes('verbs/seeked"'));
    expect(seek).to.include('"timestamp":"2026-01-01T12:00:10.0');
  });
});
