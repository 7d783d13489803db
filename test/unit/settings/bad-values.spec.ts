import { expect } from 'chai';
import { problemsOf, spoiled } from './read.js';

describe('bad values', () => {
  const bad: readonly (readonly [settings: object, path: string, allowed: string, got: unknown])[] = [
    [{ videoEndPercent: 0 }, 'videoEndPercent', 'above 0, at most 100', 0],
    [{ videoEndPercent: 101 }, 'videoEndPercent', 'above 0, at most 100', 101],
    [{ videoEndPercent: 'abc' }, 'videoEndPercent', 'above 0, at most 100', 'abc'],
    [{ videoEndPercent: true }, 'videoEndPercent', 'above 0, at most 100', true],
    [{ videoEndSeconds: -1 }, 'videoEndSeconds', 'from 0', -1],
    [{ videoEndSeconds: Infinity }, 'videoEndSeconds', 'from 0', Infinity],
    [{ beaconInterval: 'Thirds' }, 'beaconInterval', 'quarters or onePercent', 'Thirds'],
    [{ linger: '61' }, 'linger', 'from 0 to 60', '61'],
    [{ outbox: { maxDays: 0 } }, 'outbox.maxDays', 'above 0, at most 365', 0],
    [{ outbox: { maxMegabytes: '101' } }, 'outbox.maxMegabytes', 'above 0, at most 100', '101'],
    [{ usePersonalOAuthToken: 2 }, 'usePersonalOAuthToken', 'Yes or No', 2],
    [{ vocabulary: 'cmi5' }, 'vocabulary', 'kaltura or video or both', 'cmi5'],
    [{ completionRule: 'seen' }, 'completionRule', 'reached or watched', 'seen'],
    [{ disable: 'x' }, 'disable', 'Yes or No', 'x'],
    [{ anonymous: 'never' }, 'anonymous', 'viewing or browser or skip', 'never'],
    [{ xapiVersion: '0.9' }, 'xapiVersion', '1.0.3 or 2.0.0', '0.9'],
    [{ beforeSend: 'x' }, 'beforeSend', 'a function', 'x'],
    [{ verbs: { play: 'watched' } }, 'verbs.play.id', 'an absolute IRI', 'watched'],
    [{ verbs: { play: { id: 'http://v', display: 'x' } } }, 'verbs.play.display', 'words by language tag', 'x'],
    [{ verbs: { play: { id: 'http://v', display: { english_us: 'x' } } } }, 'verbs.play.display', 'words', 'object'],
    [{ events: { play: 'perhaps' } }, 'events.play', 'Yes or No', 'perhaps'],
    [{ category: { id: 'a', url: 'channel/1' } }, 'category.url', 'an absolute IRI', 'channel/1'],
    [{ category: ['a'] }, 'category', '{id, name, url}', 'object'],
    [{ playbackContext: { id: 3 } }, 'playbackContext', 'text', 'object'],
    [{ activityId: '/media/{entryId}' }, 'activityId', 'an absolute IRI', '/media/{entryId}'],
    [{ activityId: '{entryId}' }, 'activityId', 'an absolute IRI', '{entryId}'],
    [{ activityId: 'https://x/{id}' }, 'activityId', 'an absolute IRI', 'https://x/{id}'],
    [{ site: { productId: 'mediaspace' } }, 'site.productId', 'an absolute IRI', 'mediaspace'],
    [{ siteSettings: 4 }, 'siteSettings', 'an address or an object', 4],
    [{ headers: { A: 'a\nb' } }, 'headers.A', "a header's name and text", undefined],
    [{ headers: { 'A B': 'c' } }, 'headers.A B', "a header's name and text", undefined],
    [{ headers: { A: 1 } }, 'headers.A', "a header's name and text", undefined],
    [{ headers: 'A: b' }, 'headers', '', 'A: b']
  ];
  for (const [settings, path, allowed, got] of bad)
    it(`${JSON.stringify(settings)} is xAPI off, with the path, what is allowed, and the value`, () => {
      const reading = spoiled(settings);
      expect(reading.problems).to.have.length(1);
      const [problem] = reading.problems;
      expect(problem).to.include({ level: 'error', code: 'bad-value', path });
      expect(problem?.message).to.include(path).and.include(allowed).and.include('xAPI is off');
      expect(problem?.got).to.equal(got);
      expect(reading.settings.lrs).to.equal(undefined);
      expect(reading.settings.enabled).to.equal(true);
    });

  it('leave the default in their place for what else the settings serve', () =>
    expect(spoiled({ videoEndPercent: 'abc' }).settings.viewing.videoEndPercent).to.equal(100));

  it('say what a verb and a category miss', () => {
    expect(problemsOf({ verbs: { play: { display: { en: 'x' } } } })).to.deep.equal(['error missing verbs.play.id']);
    expect(problemsOf({ category: { name: 'x' } })).to.deep.equal(['error missing category.id']);
    expect(problemsOf({ category: { id: '', name: '', url: '' } })).to.deep.equal([]);
  });
});

describe('unknown keys', () => {
  it('are warned about with the nearest known one, and the rest works', () => {
    const { settings, problems } = spoiled({ videoEndPercnt: 90, linger: 1 });
    expect(problems).to.have.length(1);
    expect(problems[0]).to.include({ level: 'warning', code: 'unknown-key', path: 'videoEndPercnt' });
    expect(problems[0]?.message).to.include('did you mean videoEndPercent');
    expect(settings.lrs?.linger).to.equal(1000);
  });

  it('are found inside user, site, category, verbs and events', () => {
    const paths = spoiled({
      ...{ user: { mail: 'a' }, site: { homepage: 'b' }, category: { id: 1, link: 'c' }, events: ['play', 'seeked'] },
      ...{ verbs: { playing: 'http://d', play: { id: 'http://e', words: {} } }, constructor: 1 }
    }).problems;
    expect(paths.map(({ path }) => path)).to.have.members([
      ...['user.mail', 'site.homepage', 'category.link', 'events.seeked', 'verbs.playing', 'verbs.play.words'],
      'constructor'
    ]);
    expect(paths.find(({ path }) => path === 'site.homepage')?.message).to.include('site.homePage');
  });
});
