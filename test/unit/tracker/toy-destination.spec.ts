import { expect } from 'chai';
import type { Lane } from '../../../src/delivery/lane.js';
import type { CreateDestination } from '../../../src/destination/destination.js';
import { createOutbox } from '../../../src/delivery/outbox.js';
import type { Outgoing } from '../../../src/delivery/ports.js';
import { PORTAL_DESTINATIONS, VIEWING_DESTINATIONS } from '../../../src/tracker/all-destinations.js';
import { PortalTracker } from '../../../src/tracker/portal-tracker.js';
import { Tracker } from '../../../src/tracker/tracker.js';
import { Clock } from '../delivery/clock.js';
import { createVolatileStore } from '../delivery/durable-store.js';
import { createLocks } from '../delivery/locks.js';
import { LECTURE, settingsOf } from './world.js';

/** A service that takes the name of each event, one a line. */
const toyDestination: CreateDestination = ({ uuid }) => {
  const lane: Lane = {
    id: { destination: 'toy', url: 'https://toy.example/names', owner: '' },
    linger: 0,
    batch: 50,
    credential: () => Promise.resolve(''),
    seal: (bodies) => ({ url: 'https://toy.example/names', method: 'POST', headers: {}, body: bodies.join('\n') }),
    accepted: () => true
  };
  return {
    configure: () => undefined,
    laneOf: () => lane,
    encode(told, key) {
      if (!('event' in told)) return [];
      const at = told.of === 'viewing' ? told.event.at : told.at;
      return [{ parcel: { id: uuid(), lane: key, kind: 'interaction', body: told.event.type, at } }];
    }
  };
};

/** A page whose services take everything. */
function page() {
  const clock = new Clock();
  const sent: Outgoing[] = [];
  const { wake, now: wall, mono } = clock;
  const outbox = createOutbox({
    store: createVolatileStore(),
    salt: 'salt',
    send: async (request) => {
      sent.push(request);
      return { status: 204, body: '' };
    },
    locks: createLocks(),
    wake,
    now: wall,
    mono,
    random: () => 0.5
  });
  let made = 0;
  const now = () => ({ mono: mono(), wall: wall() });
  const uuid = () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  const ports = { outbox, now, uuid, wake, visit: uuid, anonymousId: uuid };
  const listener = { statement: () => undefined, problem: () => undefined };
  return {
    ports,
    listener,
    outbox,
    clock,
    bodiesTo: (host: string) => sent.flatMap(({ url, body }) => (new URL(url).host === host ? [body] : []))
  };
}

describe('a fourth destination', () => {
  it('is told of viewings, and what it makes of them is sent in a lane of its own beside the others', async () => {
    const { ports, listener, outbox, clock, bodiesTo } = page();
    const tracker = new Tracker(ports, listener, undefined, [...VIEWING_DESTINATIONS, toyDestination]);
    tracker.configure(settingsOf());
    tracker.open(LECTURE);
    for (const type of ['play', 'playing', 'timeupdate'] as const) tracker.feed({ type, position: 0, ...ports.now() });
    tracker.feed({ type: 'close', position: 0, reason: 'leaving', ...ports.now() });
    await clock.advance(0);
    await outbox.flush();
    expect(bodiesTo('toy.example').join('\n').split('\n')).to.deep.equal([
      'started',
      'play',
      'playProgress',
      'stopped',
      'terminated'
    ]);
    expect(bodiesTo('lrs.example').join()).to.contain('"played"');
    const { lanes } = await outbox.status();
    expect(lanes.map(({ lane: { destination, host } }) => [destination, host])).to.deep.equal([
      ['lrs', 'lrs.example'],
      ['toy', 'toy.example']
    ]);
    expect(tracker.laneIds).to.deep.equal(lanes.map(({ lane: { key } }) => key));
  });

  it('is told what a portal says, also where no record store is', async () => {
    const { ports, listener, outbox, clock, bodiesTo } = page();
    const portalTracker = new PortalTracker(ports, listener, undefined, [...PORTAL_DESTINATIONS, toyDestination]);
    portalTracker.configure(settingsOf({ endpoint: '' }));
    expect(portalTracker.say({ type: 'entryLike', entry: { id: '0_abc' } })).to.equal(undefined);
    await clock.advance(0);
    await outbox.flush();
    expect(bodiesTo('toy.example')).to.deep.equal(['entryLike']);
    expect(portalTracker.laneId).to.equal(undefined);
  });

  it('does not hide why none of them took an event', () => {
    const { ports, listener } = page();
    const portalTracker = new PortalTracker(ports, listener, undefined, [...PORTAL_DESTINATIONS, toyDestination]);
    portalTracker.configure(settingsOf());
    expect(portalTracker.track('page', {})).to.equal('analytics is off: it needs a partner id');
  });
});
