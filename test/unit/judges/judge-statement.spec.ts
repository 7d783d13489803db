import { expect } from 'chai';
import { judgeStatement } from '../../support/judges/judge-statement.js';
import { judgeXapi1 } from '../../support/judges/validator.js';
import { judgeXapi2 } from '../../support/judges/xapi-2.js';
import { extension, PROFILE } from '../../support/judges/video-profile.js';
import { PUBLISHED, REPAIRED, goodSession, video } from './samples.js';

describe('the judge of statements', () => {
  it('refuses the sample of the guide as printed, for its two defects', () => {
    const complaints = judgeXapi1(PUBLISHED);
    expect(complaints).to.have.length(2);
    expect(complaints.join('\n'))
      .to.match(/statement\.object: /)
      .and.to.match(/unknown keys other/);
    expect(judgeStatement(PUBLISHED)).to.include.members(complaints);
  });

  it('accepts the same facts in the valid form', () => {
    expect(judgeStatement(REPAIRED)).to.deep.equal([]);
  });

  it('refuses the sample while one of the two defects is left', () => {
    const { object, ...noObject } = REPAIRED;
    expect(object).to.be.an('object');
    expect(judgeXapi1(noObject)).to.have.length(1);
    expect(judgeXapi1({ ...REPAIRED, context: PUBLISHED.context })).to.have.length(1);
  });

  const bad: Record<string, [statement: unknown, complaint: RegExp]> = {
    'two identifiers': [{ ...REPAIRED, actor: { ...REPAIRED.actor, mbox: 'mailto:j@example.com' } }, /one identifier/],
    'no identifier': [{ ...REPAIRED, actor: { objectType: 'Agent', name: 'J' } }, /one identifier/],
    'a version': [{ ...REPAIRED, version: '1.0.3' }, /2\.0: version/],
    authority: [{ ...REPAIRED, authority: REPAIRED.actor }, /authority is the record store's/],
    'an id of another UUID version': [{ ...REPAIRED, id: '6f1a3c1e-6d0f-1b52-9d4a-3f2f9a4b7c11' }, /UUID v4/],
    'an id with the wrong variant': [{ ...REPAIRED, id: '6f1a3c1e-6d0f-4b52-1d4a-3f2f9a4b7c11' }, /2\.0: ids/],
    'a time without a zone': [{ ...REPAIRED, timestamp: '2026-06-04T09:16:00.000' }, /2\.0: timestamp/],
    'an unknown zone': [{ ...REPAIRED, timestamp: '2026-06-04T09:16:00.000-00:00' }, /2\.0: timestamp/],
    'another spelling of a time': [{ ...REPAIRED, timestamp: '2026-06-04T09:16:00Z' }, /toISOString/],
    'four decimals': [{ ...REPAIRED, result: { extensions: { 'http://x.org/t': 1.2345 } } }, /3 decimals/],
    'a single activity for an array': [
      { ...REPAIRED, context: { contextActivities: { other: REPAIRED.context.contextActivities.other[0] } } },
      /2\.0: context activities are arrays/
    ],
    'context agents': [{ ...REPAIRED, context: { contextAgents: [] } }, /2\.0: context\.contextAgents/],
    'a loose duration': [{ ...REPAIRED, result: { duration: '00:01:00' } }, /2\.0: result\.duration/],
    null: [{ ...REPAIRED, result: { success: null } }, /2\.0: no null/],
    'not a statement': ['a string', /1\.0\.3/],
    "the profile's verb without the profile": [
      { ...REPAIRED, verb: video('played').verb },
      /category does not name the profile/
    ]
  };
  for (const [name, [statement, complaint]] of Object.entries(bad)) {
    it(`refuses ${name}`, () => {
      expect(judgeStatement(statement).join('\n')).to.match(complaint);
    });
  }

  it('lets extensions hold null, as xAPI does', () => {
    expect(judgeXapi2({ ...REPAIRED, result: { extensions: { 'http://x.org/t': null } } })).to.deep.equal([]);
  });
});

describe('the judge of video statements', () => {
  it('accepts each statement of a good session', () => {
    for (const statement of goodSession()) expect(judgeStatement(statement), statement.verb.id).to.deep.equal([]);
  });

  const all = {
    'cc-enabled': false,
    'cc-subtitle-lang': 'en',
    volume: 1,
    'full-screen': false,
    'screen-size': '1280x720',
    'video-playback-size': '640x360'
  };

  it('wants all that any template of the verb wants', () => {
    const result = { time: 3 };
    expect(judgeStatement(video('volumechange', { result, context: all }))).to.deep.equal([]);
    const complaints = judgeStatement(video('volumechange', { result, context: { volume: 0.5 } })).join('\n');
    for (const name of ['cc-enabled', 'cc-subtitle-lang', 'full-screen', 'screen-size', 'video-playback-size']) {
      expect(complaints).to.include(`context ${name} is missing`);
    }
  });

  const time = { time: 3 };
  const bad: Record<string, [statement: unknown, complaint: RegExp]> = {
    'a missing time': [video('played'), /result time is missing/],
    'a time as text': [video('played', { result: { time: '3' } }), /time is a number/],
    'a time in the context': [video('played', { result: time, context: { time: 3 } }), /time belongs to the result/],
    'a negative time': [video('played', { result: { time: -1 } }), /time cannot be -1/],
    'a length of 0': [video('played', { result: time, context: { length: 0 } }), /length cannot be 0/],
    'a session id that is no UUID v4': [
      video('played', { result: time, context: { 'session-id': 'a:b' } }),
      /session-id/
    ],
    'a speed without x': [
      video('volumechange', { result: time, context: { ...all, speed: '1.5' } }),
      /speed cannot be/
    ],
    'progress in percent': [
      video('paused', { result: { ...time, progress: 30, 'played-segments': '0.000[.]3.000' } }),
      /progress cannot be 30/
    ],
    'odd segments': [
      video('paused', { result: { ...time, progress: 0.3, 'played-segments': '0-3' } }),
      /played-segments cannot be/
    ],
    'completion elsewhere': [
      video('played', { result: time, plain: { completion: true } }),
      /result\.completion is for completed alone/
    ],
    'completed without completion': [
      video('completed', {
        plain: { duration: 'PT8S' },
        result: { ...time, progress: 1, 'played-segments': '0[.]10' }
      }),
      /completion/
    ],
    'half the category': [halfCategory(), /category lacks https:\/\/w3id.org\/xapi\/video\/v1\.0\.3/],
    'another verb in the category': [
      { ...video('played', { result: time }), verb: REPAIRED.verb },
      /no template has the verb/
    ],
    'another type of object': [
      { ...video('played', { result: time }), object: { id: 'http://x.org/1' } },
      /object's type/
    ]
  };
  for (const [name, [statement, complaint]] of Object.entries(bad)) {
    it(`refuses ${name}`, () => {
      expect(judgeStatement(statement).join('\n')).to.match(complaint);
    });
  }

  function halfCategory() {
    const played = video('played', { result: { time: 3 } });
    const context = { ...played.context, contextActivities: { category: [{ objectType: 'Activity', id: PROFILE }] } };
    return { ...played, context };
  }

  it('knows extensions by their whole name', () => {
    expect(extension('time')).to.equal('https://w3id.org/xapi/video/extensions/time');
  });
});
