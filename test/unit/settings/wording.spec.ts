import { expect } from 'chai';
import { problemsOf, spoiled, switched } from './read.js';

describe('words', () => {
  it('language that is no tag is left out, with a warning', () => {
    expect(spoiled({ language: 'de-CH' }).settings.wording.language).to.equal('de-CH');
    const { settings, problems } = spoiled({ language: 'english_us' });
    expect(settings.wording.language).to.equal(undefined);
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
    const all = { ...switched(true), terminated: false };
    const { events } = spoiled({ events: { pause: 'No', terminated: true } }).settings.wording;
    expect(events).to.deep.equal({ ...all, pause: false, terminated: true });
    const { wording } = spoiled({ events: ['play', 'login'] }).settings;
    expect(wording.events).to.deep.equal({ ...switched(false), play: true, login: true });
  });

  it('the launch of Kaltura Capture has two names, in each form', () => {
    const other = 'kalturaCaptureLaunch';
    const verb = { id: 'http://v/opened', display: { en: 'opened' } };
    expect(spoiled({ verbs: { [other]: verb } }).settings.wording.verbs).to.deep.equal({ captureSpaceLaunch: verb });
    expect(spoiled({ events: { [other]: 'No' } }).settings.wording.events.captureSpaceLaunch).to.equal(false);
    expect(spoiled({ events: [other] }).settings.wording.events).to.deep.equal({
      ...switched(false),
      captureSpaceLaunch: true
    });
    expect(problemsOf({ events: [other, 'login'], verbs: { [other]: verb, login: 'http://v/in' } })).to.deep.equal([]);
  });

  it('the words of a comment are sent where the site says so, and nowhere else', () => {
    expect(spoiled({}).settings.wording.sendCommentText).to.equal(false);
    expect(spoiled({ sendCommentText: 'Yes' }).settings.wording.sendCommentText).to.equal(true);
    expect(problemsOf({ sendCommentText: 'please' })).to.deep.equal(['error bad-value sendCommentText']);
  });

  it('category ids and playback contexts may be numbers', () => {
    const { wording } = spoiled({ category: { id: 42, url: 'https://c/42' }, playbackContext: 42 }).settings;
    expect(wording.category).to.deep.equal({ id: '42', url: 'https://c/42' });
    expect(wording.playbackContext).to.equal('42');
  });
});
