import { expect } from 'chai';
import { readCollect } from '../../../src/stats/collect.js';
import { STATS_EVENT_TYPES } from '../../../src/stats/event-types.js';
import { BEGUN, happened, NOON, sessionId, Told } from './told.js';

const reason = (type: unknown, fields?: unknown): string => {
  const collected = readCollect(type, fields);
  return collected.type === 'refused' ? collected.reason : 'taken';
};

function collect(told: Told, type: unknown, fields?: unknown): Told {
  const collected = readCollect(type, fields);
  if (collected.type !== 'event') throw new Error(collected.reason);
  return told.hear(happened(collected.happening, 7));
}

describe('what a host collects', () => {
  it('is told on the same session, at its time, with what it says itself', () => {
    const told = new Told().open().hear(...BEGUN);
    collect(told, 'OPEN_EDIT', { controlId: 'editor', processDuration: 12, currentPoint: 1.5, isFirstInSession: true });
    expect(told.events.at(-1)).to.include({
      eventType: 8,
      sessionId: sessionId(1),
      eventTimestamp: NOON / 1000 + 7,
      entryId: '0_abc12345',
      duration: 100,
      controlId: 'editor',
      processDuration: 12,
      currentPoint: 1.5,
      isFirstInSession: true
    });
  });

  it('may say any field but type and session, nothing that Kaltura does not know, and nothing of the wrong kind', () => {
    const told = new Told().open();
    const most = {
      eventTimestamp: 1,
      partnerId: 99,
      entryId: '1_other',
      uiconfId: 7,
      referrer: 'kiosk://device-001?token=1',
      duration: 9,
      seek: true,
      newPoint: 3,
      clientVer: 'v',
      widgetId: '_99',
      userId: 'u',
      applicationId: 'a',
      contextId: '86091',
      uniqueViewer: 'x',
      featureType: 1
    };
    expect(collect(told, 18, most).events.at(-1)).to.include({
      ...most,
      eventType: 18,
      contextId: 86091,
      referrer: 'kiosk://device-001'
    });
    for (const name of [
      'eventType',
      'sessionId',
      'objectType',
      'userIp',
      'uiConfId',
      'ks',
      'constructor',
      'toString'
    ]) {
      const text = reason(8, { [name]: '1' });
      expect(text, name).to.match(new RegExp(`^collect: ${name} is no field to set\\. There are .*uiconfId`));
    }
    for (const [name, value] of Object.entries({
      partnerId: 0,
      entryId: 'https://cdn.example/a.mp4',
      eventTimestamp: 1_795_280_815_495,
      uiconfId: 1.5,
      currentPoint: -1,
      newPoint: NaN,
      duration: Infinity,
      seek: 1,
      contextId: 'abc',
      userId: {},
      controlId: true
    })) {
      expect(reason(8, { [name]: value }), name).to.match(new RegExp(`^collect: ${name} must be .*\\.$`));
    }
    for (const contextId of ['0x10', '1e3', '-1', -1, '1.2.3', '1.5'])
      expect(reason(8, { contextId }), String(contextId)).to.equal('collect: contextId must be a whole number.');
    expect(reason(8, { duration: '9'.repeat(400) })).to.include('a number of seconds');
    expect(reason(8, { currentPoint: 1e-9, newPoint: '1.5' })).to.equal('taken');
    expect(reason(8, 'seek')).to.include('must be an object');
    expect(reason(8, { userId: undefined, seek: null, controlId: '' })).to.equal('taken');
    // Cut, it would be another entry's.
    expect(reason(8, { entryId: 'e'.repeat(21) })).to.include('at most 20 characters');
  });

  it('of a type that is none is refused with the list', () => {
    const text = reason(41);
    expect(text).to.match(/^collect: 41 is no type of a stats event\. There are 1 WIDGET_LOADED, /);
    STATS_EVENT_TYPES.forEach((name, i) => expect(text).to.include(`${i + 1} ${name}`));
  });

  it('is cut to the lengths that Kaltura reads, and never in the middle of a character', () => {
    const told = collect(new Told().open(), 8, {
      clientVer: 'v'.repeat(99),
      userId: 'a'.repeat(63) + '😀',
      controlId: 'c'.repeat(99),
      widgetId: 'w'.repeat(99),
      uniqueViewer: 'q'.repeat(99),
      referrer: 'https://' + 'r'.repeat(999)
    });
    const { clientVer, userId, controlId, widgetId, uniqueViewer, referrer } = told.events.at(-1) ?? {};
    expect([clientVer, userId, controlId, widgetId, uniqueViewer, referrer].map((x) => x?.length)).to.deep.equal([
      31, 63, 15, 31, 40, 255
    ]);
  });

  it('of what playback tells is refused: it would come too early, or twice', () => {
    for (const type of [1, 'PLAY', 'play_reached_100', 16])
      expect(reason(type), String(type)).to.include('is told by playback itself');
    const told = collect(new Told().open(), 8);
    expect(collect(told, 8).types).to.deep.equal([1, 8, 8]);
  });
});
