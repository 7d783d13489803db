import { expect } from 'chai';
import { validateStatement } from '../../../src/server/validate/statement.js';
import { statement } from './samples.js';

const AGENT = { mbox: 'mailto:ann@example.org' };

describe('validator of the record store, 2.0', () => {
  const contextAgents = [{ objectType: 'contextAgent', agent: AGENT, relevantTypes: ['https://x.org/role'] }];
  const contextGroups = [{ objectType: 'contextGroup', group: { objectType: 'Group', member: [AGENT] } }];
  const table: readonly (readonly [string, Readonly<Record<string, unknown>>, boolean])[] = [
    ['contextAgents', { context: { contextAgents } }, true],
    ['contextGroups', { context: { contextGroups } }, true],
    ['contextAgents without objectType', { context: { contextAgents: [{ agent: AGENT }] } }, false],
    [
      'an empty relevantTypes',
      { context: { contextAgents: [{ objectType: 'contextAgent', agent: AGENT, relevantTypes: [] }] } },
      false
    ],
    [
      'an agent where a group belongs',
      { context: { contextGroups: [{ objectType: 'contextGroup', group: AGENT }] } },
      false
    ],
    ['version 2.0.0', { version: '2.0.0' }, true],
    ['version 1.0.3', { version: '1.0.3' }, true],
    ['version 3.0.0', { version: '3.0.0' }, false],
    ['RFC 3339', { timestamp: '2026-01-31T12:00:00.123+05:30' }, true],
    ['the basic form of ISO 8601', { timestamp: '20260131T120000Z' }, false],
    ['a time without seconds', { timestamp: '2026-01-31T12:00Z' }, false]
  ];
  for (const [name, changes, valid] of table) {
    it(`${valid ? 'takes' : 'refuses'} ${name}`, () => {
      expect(validateStatement(statement(changes), '2.0').length === 0).to.equal(valid);
    });
  }
});
