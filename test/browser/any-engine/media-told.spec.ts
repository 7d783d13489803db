import { expect } from 'chai';
import { skipIn } from '../../support/engine.js';
import { grantFullscreen, leaveFullscreen } from '../../support/fullscreen.js';
import { openHls, openVideoJs, tracksOf } from '../../support/media-makes.js';
import {
  addressOf,
  closeAll,
  closeScreens,
  films,
  newVideo,
  openElement,
  withAnalytics,
  type Film
} from '../../support/media-screens.js';
import { briefly, the, V } from '../../support/reading.js';

describe('what is told of an element', () => {
  before(function () {
    skipIn(this, ['webkit'], 'its media time is not the clock’s');
  });
  afterEach(leaveFullscreen);
  afterEach(closeAll);

  it('feeds the statistics alone', async () => {
    const { tracking, load, playToEnd, stats } = openElement(newVideo(), {
      settings: { endpoint: undefined, key: undefined, secret: undefined }
    });
    load(films.short);
    await playToEnd();
    expect(await stats()).to.equal('1 2 3 4 5 6 7');
    const { problems, on } = await tracking.status();
    expect([problems, on]).to.deep.equal([[], false]);
  });

  it('claims no product of Kaltura, since another player plays it, and names the entry in its own language', async () => {
    const entry = { id: '0_abc12345', name: 'Une leçon', language: 'fr' };
    const { load, playTo, received } = openElement(newVideo(), { entry, settings: { language: 'de' } });
    load(films.eight);
    await playTo(0.1);
    const [statement] = await received();
    expect(statement?.object.definition?.name).to.deep.equal({ fr: 'Une leçon' });
    expect(statement?.context.contextActivities).to.have.all.keys('other');
    closeScreens();
    const site = { homePage: 'https://site.example', productId: 'https://site.example/product' };
    const other = openElement(newVideo(), { settings: { site } });
    other.load(films.eight);
    await other.playTo(0.1);
    const [named] = await other.received();
    expect(named?.context.contextActivities.category?.map(({ id }) => id)).to.deep.equal([site.productId]);
  });

  it('tells the statistics what its page knows, under the account that the settings name', async () => {
    const { account, tracking, load, playTo, stats } = openElement();
    load(films.eight);
    await playTo(0.3);
    expect(tracking.collect('OPEN_VIRAL')).to.equal(true);
    tracking.happen({ name: 'downloadOpen' });
    expect(await stats()).to.equal('1 2 3 9 10');
    const [event] = await account.events();
    expect(event?.fields).to.include({
      partnerId: '1091',
      entryId: '0_eightmp4',
      uiconfId: '23456',
      userId: 'johnuser',
      referrer: parent.location.origin + parent.location.pathname
    });
    expect(event?.fields['clientVer']).to.match(/^playkit-js-xapi:/);
  });

  it('that plays live: no percent, and no end', async () => {
    const entry = { id: '0_live', kind: 'live' } as const;
    const { account, load, playTo, pause, received, position } = openHls({ entry, settings: withAnalytics() });
    load(films.live);
    await playTo(0.1);
    await playTo(position() + 0.7);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'paused']);
    const types = (await account.events()).map(({ fields }) => fields['playbackType']).filter((type) => type);
    expect(new Set(types)).to.deep.equal(new Set(['live']));
  });

  it('whose length is endless is live, unless its entry says otherwise', async () => {
    const { load, playTo, pause, received, position } = openHls({}, { liveDurationInfinity: true });
    load(films.live);
    await playTo(0.1);
    await playTo(position() + 0.5);
    await pause();
    expect(briefly(await received())).to.deep.equal(['played', 'paused']);
  });

  it('that fills the screen, itself or with what is round it', async () => {
    grantFullscreen();
    const { element, load, playTo, stats } = openElement();
    const box = document.createElement('div');
    element.before(box);
    box.attachShadow({ mode: 'open' }).append(element);
    load(films.eight);
    await playTo(0.3);
    for (const full of [box, element]) {
      for (const change of [() => full.requestFullscreen(), () => document.exitFullscreen()]) {
        const changed = new Promise((resolve) =>
          document.addEventListener('fullscreenchange', resolve, { once: true })
        );
        await change();
        await changed;
      }
    }
    box.remove();
    expect(await stats()).to.equal('1 2 3 14 15 14 15');
  });

  it('whose captions are switched, also where a library keeps its own list', async () => {
    const { player, account, store, tracking, load, playTo, next } = openVideoJs({
      settings: withAnalytics({ vocabulary: 'video' })
    });
    player.addRemoteTextTrack({ kind: 'captions', srclang: 'de', label: 'Deutsch' }, true);
    load(films.eight);
    await playTo(0.2);
    const german = Array.from(tracksOf(player)).find(({ language }) => language === 'de');
    if (!german) throw new Error('video.js lost its captions');
    german.mode = 'showing';
    await next('timeupdate');
    tracking.stop();
    await tracking.flush();
    const captions = (await account.events()).filter(({ fields }) => fields['eventType'] === '38');
    expect(captions.map(({ fields }) => fields['caption'])).to.deep.equal(['de']);
    const interacted = the(await store.statements(), 'interacted 1x');
    expect(interacted.context.extensions[V + 'cc-subtitle-lang']).to.equal('de');
  });

  it('whose first source is not there, and whose next one plays: an error that the element recovers from', async () => {
    const give = (element: HTMLVideoElement, film: Film): void => {
      const sources = ['no-such-file.mp4', film.path].map((path) => {
        const source = document.createElement('source');
        source.src = addressOf({ ...film, path });
        return source;
      });
      element.replaceChildren(...sources);
      element.load();
    };
    const { account, load, playTo, tracking } = openElement(newVideo(), { settings: withAnalytics(), give });
    load(films.eight);
    await playTo(0.2);
    await tracking.flush();
    const errors = (await account.events()).filter(({ fields }) => fields['eventType'] === '98');
    expect(errors.map(({ fields }) => fields['errorCode'])).to.deep.equal(['4']);
  });

  it('whose media is not there: an error that names no address’s secrets', async () => {
    const { account, load, next, tracking } = openElement(newVideo(), { settings: withAnalytics() });
    const failed = next('error');
    load({ ...films.eight, path: 'no-such-file.mp4?ks=secret' });
    await failed;
    await tracking.flush();
    const events = (await account.events()).filter(({ service }) => service === 'analytics');
    expect(events.map(({ fields }) => [fields['eventType'], fields['errorCode']])).to.deep.equal([
      ['1', undefined],
      ['98', '4']
    ]);
    expect(JSON.stringify(events)).not.to.include('secret');
  });
});
