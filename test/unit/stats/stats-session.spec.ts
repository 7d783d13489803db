import { expect } from 'chai';
import fc from 'fast-check';
import type { Happening } from '../../../src/events/happening.js';
import type { ViewingEvent } from '../../../src/events/viewing-event.js';
import { BEGUN, happened, NOON, said, encodeContext, sessionId, Told, watch } from './told.js';

const start = said({ type: 'started', replay: false });
const again = said({ type: 'started', replay: true });
const buffering = (on: boolean) => happened({ name: on ? 'bufferStart' : 'bufferEnd' });

describe('a stats session', () => {
  it('opens with 1, 2, 3 in the first viewing of a plugin, and with 2, 3 in later ones', () => {
    const told = new Told().open().hear(...BEGUN);
    expect(told.types).to.deep.equal([1, 2, 3]);
    expect(
      told
        .open()
        .hear(...BEGUN)
        .types.slice(3)
    ).to.deep.equal([2, 3]);
  });

  it('has its order, whatever comes first and whatever does not come', () => {
    expect(new Told().open().hear(start).types).to.deep.equal([1, 2, 3]);
    expect(new Told().hear(start).types).to.deep.equal([1, 2, 3]);
    expect(new Told().hear(happened({ name: 'fullScreenEnter' })).types).to.deep.equal([1, 14]);
    const late = new Told().open().hear(start, happened({ name: 'loaded' }), happened({ name: 'loaded' }));
    expect(late.types).to.deep.equal([1, 2, 3]);
  });

  it('carries what all events carry, in seconds', () => {
    const [, , , event] = new Told().open().hear(...BEGUN, said({ type: 'playReached', percent: 25 }, 30.5, 25)).events;
    expect(event).to.deep.equal({
      ...encodeContext(),
      eventType: 4,
      eventTimestamp: NOON / 1000 + 30.5,
      currentPoint: 25,
      duration: 100,
      seek: false
    });
  });

  it('says a length of 0 while none is known', () => {
    const { duration, ...unknown } = happened({ name: 'loaded' });
    expect(new Told().hear(unknown).events.map((event) => [duration, event.duration])).to.deep.equal([
      [100, 0],
      [100, 0]
    ]);
  });

  it('of a replay begins with REPLAY under its own id, without another PLAY, and with its own quartiles', () => {
    const quarter = said({ type: 'playReached', percent: 25 });
    const told = new Told().open().hear(...BEGUN, quarter, quarter, said({ type: 'seek', from: 1, to: 9 }));
    told.hear(said({ type: 'terminated' }), again, said({ type: 'play' }), quarter, happened({ name: 'loaded' }));
    expect(told.types).to.deep.equal([1, 2, 3, 4, 17, 16, 4]);
    expect(told.events.map((event) => event.sessionId)).to.deep.equal([
      ...Array<string>(5).fill(sessionId(1)),
      ...Array<string>(2).fill(sessionId(2))
    ]);
    expect(told.events.map(({ seek }) => seek)).to.deep.equal([false, false, false, false, true, false, false]);
  });

  it('knows from the first seek on that the viewer sought, and where to', () => {
    const told = new Told().open().hear(...BEGUN, said({ type: 'seek', from: 3, to: 60.25 }, 4, 60.25));
    told.hear(happened({ name: 'shareOpen' }, 5));
    const [sought, later] = told.events.slice(3);
    expect(sought).to.include({ eventType: 17, seek: true, newPoint: 60.25, currentPoint: 60.25 });
    expect(later).to.include({ eventType: 9, seek: true }).and.not.have.property('newPoint');
    expect(
      told
        .open()
        .hear(...BEGUN)
        .events.at(-1)
    ).to.include({ eventType: 3, seek: false });
  });

  it('counts buffering after the first frame only, and in pairs', () => {
    const told = new Told()
      .open()
      .hear(buffering(true), buffering(false), happened({ name: 'loaded' }), buffering(true));
    told.hear(start, said({ type: 'play' }), buffering(false), buffering(true), buffering(true), buffering(false));
    told.hear(buffering(false), said({ type: 'terminated' }), buffering(true));
    expect(told.types).to.deep.equal([1, 2, 3, 12, 13]);
    told.hear(again, said({ type: 'play' }), buffering(false), buffering(true));
    expect(told.types.slice(5)).to.deep.equal([16, 12]);
  });

  it('tells a real viewing: watched, sought over a quarter, ended, replayed', () => {
    const steps = (from: number, to: number, at: number) =>
      Array.from(
        { length: to - from },
        (_, i) => [at + i + 1, { type: 'timeupdate', position: from + i + 1 }] as const
      );
    const events = watch([
      [0, { type: 'happening', happening: { name: 'loaded' } }],
      [0, { type: 'play', position: 0 }],
      [0, { type: 'playing', position: 0 }],
      ...steps(0, 30, 0),
      [30, { type: 'seeking', position: 60 }],
      [30.1, { type: 'seeked', position: 60 }],
      ...steps(60, 100, 31),
      [72, { type: 'pause', position: 100, ended: true }],
      [72, { type: 'ended', position: 100 }],
      [80, { type: 'seeking', position: 0 }],
      [80, { type: 'play', position: 0 }],
      [80.1, { type: 'seeked', position: 0 }],
      [80.2, { type: 'playing', position: 0 }],
      ...steps(0, 26, 81)
    ]);
    const told = new Told().open().hear(...events);
    expect(told.types).to.deep.equal([1, 2, 3, 4, 17, 6, 7, 16, 4]);
    expect(told.events.map((event) => event.sessionId).indexOf(sessionId(2))).to.equal(7);
  });
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom<Happening>(
    { name: 'loaded' },
    { name: 'bufferStart' },
    { name: 'bufferEnd' },
    { name: 'fullScreenEnter' },
    { name: 'playRequest' },
    { name: 'ad', slot: 'preroll', step: 'start' },
    { name: 'ad', slot: 'overlay', step: 'midpoint' }
  ),
  fc.integer({ min: 1, max: 40 }).map((type): Happening => ({ name: 'host', type, fields: {} }))
);

const anyEvent: fc.Arbitrary<ViewingEvent | 'open'> = fc.oneof(
  fc.constant('open' as const),
  fc.boolean().map((replay) => said({ type: 'started', replay })),
  fc.constantFrom(25, 50, 75, 90, 100).map((percent) => said({ type: 'playReached', percent: percent as 25 })),
  fc.constantFrom(
    said({ type: 'play' }),
    said({ type: 'stopped', reason: 'user' }),
    said({ type: 'seek', from: 0, to: 9 }),
    said({ type: 'terminated' })
  ),
  happening.map((each) => happened(each))
);

/** What is wrong with what is told of these. */
function wrongs(events: readonly (ViewingEvent | 'open')[]): readonly string[] {
  const told = new Told();
  /** Types by viewing, and what must be told once, by session. */
  const viewings: number[][] = [[]];
  const once: string[] = [];
  const wrong: string[] = [];
  const sought = new Set<string>();
  let buffers = false;
  for (const event of events) {
    const before = told.events.length;
    if (event === 'open') {
      viewings.push([]);
      told.open();
    } else told.hear(event);
    const byHost = event !== 'open' && event.type === 'happening' && event.happening.name === 'host';
    if (event === 'open' || event.type === 'started' || event.type === 'terminated') buffers = false;
    for (const { eventType, sessionId, seek } of told.events.slice(before)) {
      viewings.at(-1)?.push(eventType);
      if (eventType > 2 && eventType < 8) once.push(`${sessionId} ${eventType}`);
      if (sought.has(sessionId) && !seek) wrong.push('seek went back');
      if (seek) sought.add(sessionId);
      if (byHost || (eventType !== 12 && eventType !== 13)) continue;
      if (buffers === (eventType === 12)) wrong.push('buffering without a pair');
      buffers = eventType === 12;
    }
  }
  const { types } = told;
  if (types.length && (types[0] !== 1 || types.lastIndexOf(1) !== 0)) wrong.push('1 is not the first, once');
  for (const viewing of viewings) {
    const second = viewing.indexOf(2);
    if (second !== viewing.lastIndexOf(2)) wrong.push('2 twice');
    if (viewing.includes(3) && !(second >= 0 && second < viewing.indexOf(3))) wrong.push('3 before 2');
  }
  if (new Set(once).size < once.length) wrong.push('twice in a session');
  return wrong;
}

describe('any sequence of events', () => {
  it('keeps the order 1, 2, 3, tells quartiles once a session, and buffering in pairs', () => {
    fc.assert(fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => wrongs(events).length === 0));
  });

  it('changes nothing that it was given', () => {
    const told = new Told().open();
    const before = JSON.stringify(told.session);
    const { session } = told;
    told.hear(...BEGUN);
    expect(JSON.stringify(session)).to.equal(before);
  });
});
