import { ADL } from '../../xapi/iri.js';

/** Nobody can own a name under `.invalid` (RFC 6761), so that no report takes these for somebody's. */
const HOME = 'https://playkit-js-xapi.invalid';

const actor = { objectType: 'Agent', name: 'Connection test', account: { homePage: HOME, name: 'doctor' } };

/** A statement that says of itself that it is a test. */
export const testStatement = (id: string, now: number): object => ({
  id,
  actor,
  verb: { id: `${ADL}attempted`, display: { en: 'attempted' } },
  object: {
    objectType: 'Activity',
    id: `${HOME}/doctor/test`,
    definition: {
      type: 'http://adlnet.gov/expapi/activities/performance',
      name: { en: 'Connection test of playkit-js-xapi' },
      description: { en: 'Written to test the right to write, and voided at once. Nobody did anything.' }
    }
  },
  timestamp: new Date(now).toISOString()
});

/** @see xAPI 1.0.3, Data 2.3.2 */
export const voiding = (statement: string, id: string, now: number): object => ({
  id,
  actor,
  verb: { id: `${ADL}voided`, display: { en: 'voided' } },
  object: { objectType: 'StatementRef', id: statement },
  timestamp: new Date(now).toISOString()
});
