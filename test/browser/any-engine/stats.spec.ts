import { expect } from 'chai';
import { skipIn } from '../../support/engine.js';
import { adsOf, withAds } from '../../support/fake-ads.js';
import { numbers, openScene, types } from '../../support/kaltura-scene.js';
import { hidePage, restorePage } from '../../support/page-life.js';
import { sessionOf } from '../../support/reading.js';
import { closeStages, media, playPlaylist } from '../../support/stage.js';

describe('Kaltura’s statistics', () => {
  afterEach(closeStages);

  it('straight through: the protocol of the guide, field by field', async () => {
    const { load, playToEnd, received, heard } = openScene({
      applicationName: 'Portal',
      category: { id: 21212121, name: 'Marketing' }
    });
    load(media.mp4('short.mp4'));
    const before = Math.floor(Date.now() / 1000);
    await playToEnd();
    const statements = await received();
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 4 5 6 7');
    for (const { method, fields, dropped } of events) {
      expect([method, dropped]).to.deep.equal(['POST', []]);
      expect(fields).to.include({
        partnerId: '1091',
        entryId: '0_shortmp4',
        uiconfId: '23456',
        widgetId: '_1091',
        userId: 'johnuser',
        applicationId: 'Portal',
        contextId: '21212121',
        seek: '0'
      });
      // The page round the frame that specs run in.
      expect(fields['referrer']).to.equal(parent.location.origin + parent.location.pathname);
      expect(fields['clientVer']).to.match(/^playkit-js-xapi:/);
      // The LRS and Kaltura's numbers can be joined.
      expect(fields['sessionId']).to.equal(sessionOf(statements[0] ?? ({} as never)));
    }
    expect(numbers(events, 'currentPoint').slice(-4)).to.deep.equal([0, 1, 1, 2]);
    expect(numbers(events, 'duration').slice(2)).to.deep.equal([2, 2, 2, 2, 2]);
    const times = numbers(events, 'eventTimestamp');
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect(times[0]).to.be.within(before - 1, Math.ceil(Date.now() / 1000));
  });

  it('the older form: all in the address, milliseconds, no session unless asked for', async () => {
    const { load, playToEnd, heard } = openScene(
      { stats: { enabled: 'auto', transport: 'get' }, ks: 'the-ks' },
      { uiConfId: 'abc' }
    );
    load(media.mp4('short.mp4'));
    await playToEnd();
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 4 5 6 7');
    for (const { method, fields, rejected, ks } of events) {
      expect([method, rejected, ks]).to.deep.equal(['GET', undefined, undefined]);
      expect(fields['uiconfId']).to.equal('0');
    }
    expect(numbers(events, 'currentPoint').slice(-4, -1)).to.deep.equal([500, 1000, 1500]);
    expect(numbers(events, 'duration').at(-1)).to.equal(2);
    expect(numbers(events, 'eventTimestamp')[0]).to.be.greaterThan(1e12);
  });

  it('both: posted as the guide says, and in the address for those who read logs, without the session', async () => {
    const { load, playToEnd, heard } = openScene({ stats: { transport: 'both', ksInUrl: 'Yes' }, ks: 'the-ks' });
    load(media.mp4('short.mp4'));
    await playToEnd();
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 4 5 6 7');
    for (const { method, fields, dropped, rejected, ks, form } of events) {
      expect([method, dropped, rejected]).to.deep.equal(['POST', [], undefined]);
      expect(ks).to.deep.equal({ in: 'body', value: 'the-ks' });
      // The same event to both readers, each in its own units.
      const { eventTimestamp, currentPoint, ...same } = fields;
      const { eventTimestamp: second, currentPoint: point, ...posted } = form ?? {};
      expect(posted).to.deep.equal(same);
      expect(Number(second)).to.equal(Math.floor(Number(eventTimestamp) / 1000));
      expect(Number(point)).to.equal(Math.floor(Number(currentPoint) / 1000));
    }
  });

  it('a seek over quarters tells none of them; they come when playing crosses them', async function () {
    skipIn(this, ['webkit'], 'a seek settles past its target');
    const { load, playTo, seek, pause, heard } = openScene();
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    await seek(6.5);
    await pause();
    await seek(1.5);
    await playTo(2.3);
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 17 17 4');
    expect(numbers(events, 'newPoint').filter(Boolean)).to.deep.equal([6, 1]);
    expect(numbers(events, 'seek')).to.deep.equal([0, 0, 0, 1, 1, 1]);
  });

  it('a replay is a session of its own, which REPLAY opens', async () => {
    const { load, playToEnd, heard } = openScene();
    load(media.mp4('short.mp4'));
    await playToEnd();
    await playToEnd();
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 4 5 6 7 16 4 5 6 7');
    const sessions = events.map(({ fields }) => fields['sessionId']);
    expect(new Set(sessions.slice(0, 7)).size).to.equal(1);
    expect(new Set(sessions.slice(7)).size).to.equal(1);
    expect(sessions[7]).to.not.equal(sessions[0]);
  });

  it('two media: the widget is loaded once; a page that comes back begins with 2 and 3', async () => {
    const { load, playTo, heard } = openScene();
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    load(media.mp4('eight.mp4'));
    await playTo(0.2);
    expect(types(await heard())).to.equal('1 2 3 2 3');
    hidePage(true);
    restorePage();
    await playTo(1);
    expect(types(await heard())).to.equal('1 2 3 2 3 2 3');
  });

  it('in a playlist: each entry under its own name and category', async () => {
    const category = ({ id }: { id: string }): object => ({ id: id === '0_first' ? 1 : 'two' });
    const stage = openScene({ category });
    const { heard, problems } = stage;
    await playPlaylist(stage);
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 4 5 6 7 2 3');
    expect(events.map(({ fields }) => [fields['entryId'], fields['contextId']].join()).at(6)).to.equal('0_first,1');
    // A category that is no number is left out, and said once.
    expect(events.at(-1)?.fields).to.include({ entryId: '0_second' }).and.not.to.have.property('contextId');
    expect(problems.filter(({ path }) => path === 'playbackContext')).to.have.length(1);
  });

  it('the newest session that the player knows of, and the user whom it names', async () => {
    const { player, load, playTo, seek, heard } = openScene();
    // Readable, of version 1; the random part tells them apart.
    const ks = (random: number): string => btoa(`${'0'.repeat(40)}|1091;1091;1999999999;0;${random};maria;sview:*`);
    load({ ...media.mp4('lecture.mp4'), session: { ks: ks(1) } } as never);
    await playTo(0.2);
    expect((await heard()).map((event) => event.ks?.value === ks(1))).to.deep.equal([true, true, true]);
    player.configure({ session: { ks: ks(2) } });
    await seek(20);
    await playTo(21);
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 17');
    expect(events.slice(3).map((event) => event.ks?.value === ks(2))).to.deep.equal([true]);
    expect(new Set(events.map(({ fields }) => fields['userId']))).to.deep.equal(new Set(['maria']));
  });

  it('what plugins of the player do, and what the application says', async () => {
    const { player, load, playTo, heard, xapi, problems } = openScene();
    load(media.mp4('lecture.mp4'));
    await playTo(0.2);
    const say = (type: string): void => void player.dispatchEvent({ type, payload: {} } as never);
    for (const type of [
      'share_clicked',
      'download_show_overlay',
      'report_clicked',
      'enterfullscreen',
      'exitfullscreen'
    ])
      say(type);
    expect(xapi.collect('OPEN_EDIT', { controlId: 'toolbar' })).to.equal(true);
    expect(xapi.collect(18)).to.equal(true);
    expect(xapi.collect(41)).to.equal(false);
    expect(xapi.collect('SAVE_PUBLISH', { eventtype: 3 })).to.equal(false);
    const events = await heard();
    expect(types(events)).to.equal('1 2 3 9 10 11 14 15 8 18');
    expect(events.at(-2)?.fields['controlId']).to.equal('toolbar');
    expect(problems.map(({ path, code }) => [path, code])).to.deep.equal([
      ['collect', 'bad-call'],
      ['collect', 'bad-call']
    ]);
    expect(problems[0]?.message).to.contain('OPEN_EDIT');
  });

  it('advertisements, by where they stand', async () => {
    const { player, load, next, playTo, heard } = openScene({}, {}, withAds());
    load(media.mp4('eight.mp4'));
    await playTo(0.3);
    const { Core } = player.Event;
    const paused = next(Core.PAUSE);
    adsOf(player).start({ adBreak: { type: 'midroll' } }, { ad: { linear: true } });
    await paused;
    for (const name of [Core.AD_FIRST_QUARTILE, Core.AD_MIDPOINT, Core.AD_THIRD_QUARTILE, Core.AD_CLICKED])
      adsOf(player).say(name);
    const playing = next(Core.PLAYING);
    adsOf(player).end();
    await playing;
    await playTo(2.3);
    expect(types(await heard())).to.equal('1 2 3 25 35 36 37 29 4');
  });
});
