import { expect } from 'chai';
import { BUTTON_TYPES, KALTURA_APPLICATIONS, PAGE_TYPES } from '../../../src/analytics/codes.js';
import { trackBody } from '../../../src/analytics/track-event.js';
import { analyticsLane } from '../../../src/analytics/lane.js';
import { applicationEvent } from '../../../src/analytics/page.js';
import { sessionId } from './told.js';

const VISIT = { partnerId: 1234, sessionId: sessionId(9), userId: 'john', kalturaApplication: 'events-portal' };
const URL_ = 'https://analytics.example/api_v3/index.php';

function event(of: 'page' | 'button', fields?: unknown) {
  const tracked = applicationEvent(of, fields, VISIT);
  if (tracked.type !== 'event') throw new Error(tracked.reason);
  return tracked.event;
}

function refusal(of: 'page' | 'button', fields: unknown): string {
  const tracked = applicationEvent(of, fields, VISIT);
  return tracked.type === 'refused' ? tracked.reason : 'taken';
}

describe('pages and buttons', () => {
  it('are told with the words of the guide, or with codes', () => {
    expect(event('page', { pageType: 'lobby', pageName: 'main-lobby', entryId: '0_x' })).to.deep.equal({
      ...VISIT,
      eventType: 10003,
      pageType: 'lobby',
      pageName: 'main-lobby',
      entryId: '0_x'
    });
    const fields = { buttonType: BUTTON_TYPES.Share, buttonName: 'share', buttonValue: 1, buttonInfo: 'x' };
    const app = { kalturaApplication: KALTURA_APPLICATIONS.SITES };
    expect(trackBody(event('button', { ...fields, ...app })))
      .to.include('eventType=10002')
      .and.include('buttonType=29');
    expect(event('button', { ...fields, ...app }).kalturaApplication).to.equal('17');
    expect(event('page').eventType).to.equal(10003);
    expect(PAGE_TYPES.Custom).to.equal(11);
  });

  it('refuse what is not theirs, in words', () => {
    expect(refusal('page', { buttonType: 'cta' })).to.match(/^buttonType is no field to set\. There are pageType/);
    for (const name of ['ks', 'eventType', 'partnerId', 'sessionId', 'service', 'action', '__proto__x']) {
      expect(refusal('button', { [name]: 'x' }), name).to.include(`${name} is no field`);
    }
    expect(refusal('page', { pageName: {} })).to.equal('pageName must be text');
    expect(refusal('page', { pageName: NaN })).to.equal('pageName must be text');
    expect(refusal('page', 'lobby')).to.include('must be an object');
    expect(refusal('page', { pageName: undefined })).to.equal('taken');
  });
});

describe('the lane to trackEvent', () => {
  it('is routed by its query, says all in its body, and adds the KS to that', async () => {
    const body = trackBody(event('page', { pageName: 'a b&c', entryId: '0_x', pageInfo: 'sessionId=1' }));
    const lane = analyticsLane({ url: URL_, owner: 'visit john', ks: () => 'k=s' });
    const sealed = lane.seal([body], await lane.credential());
    const all = Object.fromEntries(new URLSearchParams(sealed.body));
    expect(all).to.deep.equal({
      service: 'analytics',
      action: 'trackEvent',
      format: '1',
      eventType: '10003',
      partnerId: '1234',
      sessionId: sessionId(9),
      userId: 'john',
      kalturaApplication: 'events-portal',
      entryId: '0_x',
      pageName: 'a b&c',
      pageInfo: 'sessionId=1',
      ks: 'k=s'
    });
    const query = Object.fromEntries(new URL(sealed.url).searchParams);
    const { service, action, eventType, partnerId, entryId } = all;
    expect(query).to.deep.equal({ service, action, eventType, partnerId, entryId, sessionId: sessionId(9) });
    expect(sealed.method).to.equal('POST');
    expect(sealed.headers).to.deep.equal({ 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(body).to.not.include('ks=');
    expect(lane).to.include({ batch: 1, linger: 0 });
    expect(lane.id.destination).to.equal('analytics');
    expect(lane.secrets).to.include('k=s').and.include('k%3Ds');
  });

  const ANSWERS: readonly (readonly [string, boolean, boolean?])[] = [
    ['1459671407', true, true],
    ['{"time":1459671407,"viewEventsEnabled":true}', true, true],
    ['{"time":1459671407,"viewEventsEnabled": false}', true, false],
    ['', true, true],
    ['OK', true, true],
    ['<html>Sign in</html>', false],
    [' <!doctype html>', false],
    ['{"objectType":"KalturaAPIException","code":"ACTION_DOES_NOT_EXISTS"}', false]
  ];
  for (const [body, taken, views] of ANSWERS) {
    it(`${JSON.stringify(body)} is ${taken ? 'an' : 'no'} acceptance${views === false ? ', and asks for no VIEW' : ''}`, () => {
      const heard: boolean[] = [];
      const lane = analyticsLane({ url: URL_, owner: '', onViews: (wanted) => heard.push(wanted) });
      expect(lane.accepted({ status: 200, body }, ['id'])).to.equal(taken);
      expect(heard).to.deep.equal(views === undefined ? [] : [views]);
    });
  }

  it('hears nothing of VIEW in an error', () => {
    const heard: boolean[] = [];
    const lane = analyticsLane({ url: URL_, owner: '', onViews: (wanted) => heard.push(wanted) });
    lane.accepted({ status: 500, body: '' }, ['id']);
    expect(heard).to.deep.equal([]);
  });
});
