import { expect } from 'chai';
import fc from 'fast-check';
import type { StatsEvent } from '../../../src/stats/event.js';
import { statsBody } from '../../../src/stats/wire.js';
import { encodeContext } from './told.js';

const EVENT: StatsEvent = {
  ...encodeContext(),
  eventType: 17,
  eventTimestamp: 1317907399.783,
  currentPoint: 12.999,
  newPoint: 60.5,
  duration: 99.6,
  seek: true,
  clientVer: 'a b+c',
  userId: 'jürgen & söhne=1',
  applicationId: 'Application1',
  contextId: 86091,
  uniqueViewer: 'uv',
  featureType: 0,
  processDuration: 1500,
  controlId: 'c',
  isFirstInSession: false
};

const REST = {
  objectType: 'KalturaStatsEvent',
  sessionId: EVENT.sessionId,
  partnerId: '1234',
  entryId: '0_abc12345',
  uiconfId: '42',
  referrer: 'https://site.example/page',
  widgetId: '_1234',
  eventType: '17',
  duration: '100',
  seek: '1',
  clientVer: 'a b+c',
  userId: 'jürgen & söhne=1',
  applicationId: 'Application1',
  contextId: '86091',
  uniqueViewer: 'uv',
  featureType: '0',
  processDuration: '1500',
  controlId: 'c',
  isFirstInSession: '0'
};

/** Of any characters; halves of pairs are none. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })))
  .map((codes) => String.fromCodePoint(...codes));

/** The fields of the event, by whoever wrote URLSearchParams; and the rest. */
function decode(body: string, field: RegExp): readonly [Record<string, string>, Record<string, string>] {
  const event: Record<string, string> = {};
  const rest: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(body)) {
    const name = field.exec(key)?.[1];
    if (name) event[name] = value;
    else rest[key] = value;
  }
  return [event, rest];
}

describe('stats on the wire', () => {
  it('post: a form of event[…], in whole seconds', () => {
    const [event, rest] = decode(statsBody(EVENT, 'post'), /^event\[(\w+)\]$/);
    expect(rest).to.deep.equal({ format: '1' });
    expect(event).to.deep.equal({ ...REST, eventTimestamp: '1317907399', currentPoint: '12', newPoint: '60' });
  });

  it('get: a query of event:…, in milliseconds but for the duration', () => {
    const body = statsBody(EVENT, 'get');
    const [event, rest] = decode(body, /^event:(\w+)$/);
    expect(rest).to.deep.equal({ service: 'stats', action: 'collect', format: '1' });
    expect(event).to.deep.equal({ ...REST, eventTimestamp: '1317907399783', currentPoint: '12999', newPoint: '60500' });
    // What reads these out of access logs looks for this, and knows no plus for a space.
    expect(body).to.match(/^service=stats&action=collect&/);
    expect(body).to.include('event%3AclientVer=a%20b%2Bc').and.not.include('+');
  });

  it('both: the query of get and the form of post, of the same event', () => {
    expect(statsBody(EVENT, 'both')).to.equal(`${statsBody(EVENT, 'get')}\n${statsBody(EVENT, 'post')}`);
  });

  it('leaves out what is absent, and keeps what is 0', () => {
    const { newPoint, clientVer, ...rest } = EVENT;
    const first = { ...rest, currentPoint: 0, newPoint: 0, seek: false };
    const [event] = decode(statsBody(first, 'post'), /^event\[(\w+)\]$/);
    expect(event).to.include({ currentPoint: '0', newPoint: '0', seek: '0' }).and.not.have.property('clientVer');
    expect([newPoint, clientVer]).to.not.include(undefined);
    expect(statsBody(rest, 'get')).to.not.include('newPoint');
  });

  it('takes a hair below a second for the second', () => {
    const [event] = decode(statsBody({ ...EVENT, currentPoint: 24.99999999 }, 'post'), /^event\[(\w+)\]$/);
    expect(event['currentPoint']).to.equal('25');
  });

  it('any text survives, and halves of characters do no harm', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('post' as const, 'get' as const), (userId, transport) => {
        const body = statsBody({ ...EVENT, userId }, transport);
        const [event] = decode(body, transport === 'post' ? /^event\[(\w+)\]$/ : /^event:(\w+)$/);
        expect(event['userId']).to.equal(userId);
      })
    );
    expect(statsBody({ ...EVENT, userId: 'a\ud83d' }, 'get')).to.include('userId=a%EF%BF%BD');
  });
});
