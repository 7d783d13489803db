import { expect } from 'chai';
import { spoiled } from './read.js';

describe('words', () => {
  it('language that is no tag is und, with a warning', () => {
    expect(spoiled({ language: 'de-CH' }).settings.wording.language).to.equal('de-CH');
    const { settings, problems } = spoiled({ language: 'english_us' });
    expect(settings.wording.language).to.equal('und');
    expect(settings.lrs).to.be.an('object');
    expect(problems[0]).to.include({ level: 'warning', path: 'language', got: 'english_us' });
  });

  it('verbs are IRIs, with the words given or with what their IRI ends in', () =>
    expect(
      spoiled({
        verbs: {
          play: 'http://v/verbs/started/',
          pause: 'urn:verb:rested',
          seek: { id: 'http://v#jumped', display: { de: 'sprang' } }
        }
      }).settings.wording.verbs
    ).to.deep.equal({
      play: { id: 'http://v/verbs/started/', display: { en: 'started' } },
      pause: { id: 'urn:verb:rested', display: { en: 'rested' } },
      seek: { id: 'http://v#jumped', display: { de: 'sprang' } }
    }));

  it('events are switches, or the list of those that are sent', () => {
    const all = {
      playProgress: true,
      play: true,
      pause: true,
      seek: true,
      playbackRateChange: true,
      terminated: false
    };
    const { events } = spoiled({ events: { pause: 'No', terminated: true } }).settings.wording;
    expect(events).to.deep.equal({ ...all, pause: false, terminated: true });
    const none = {
      playProgress: false,
      play: false,
      pause: false,
      seek: false,
      playbackRateChange: false,
      terminated: false
    };
    expect(spoiled({ events: ['play'] }).settings.wording.events).to.deep.equal({ ...none, play: true });
  });

  it('category ids and playback contexts may be numbers', () => {
    const { wording } = spoiled({ category: { id: 42, url: 'https://c/42' }, playbackContext: 42 }).settings;
    expect(wording.category).to.deep.equal({ id: '42', url: 'https://c/42' });
    expect(wording.playbackContext).to.equal('42');
  });
});
