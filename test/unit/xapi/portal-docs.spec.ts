import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { attributesOf, NAMING } from '../../../src/portal/attributes.js';
import { ADL, AS, TC } from '../../../src/xapi/iri.js';
import { PORTAL_EVENTS } from '../../../src/xapi/portal/read.js';
import { PORTAL } from '../../../src/xapi/portal/verbs.js';
import type { PortalEventType } from '../../../src/events/portal-event.js';

const page = readFileSync(resolve(__dirname, '../../../docs/portal.md'), 'utf8');
const [, , table = ''] = /## The events\n([^]*?)\n\n(\|[^]*?)\n\n/.exec(page) ?? [];
const rows = table
  .split('\n')
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()));
const ticked = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
const iris = (cell: string): readonly string[] =>
  [...cell.matchAll(/(AS|ADL|TC)?`([^`]+)`/g)].map(
    ([, prefix, end = '']) => ({ AS, ADL, TC })[prefix ?? '']?.concat(end) ?? end
  );

describe('docs/portal.md', () => {
  it('has every event once, under its verbs', () => {
    const names = rows.flatMap(([, event = '']) => ticked(event));
    expect(names).to.have.members([...PORTAL_EVENTS]);
    for (const [, event = '', , verb = ''] of rows) {
      const types = ticked(event).filter((name): name is PortalEventType => name in PORTAL);
      expect(iris(verb), event).to.deep.equal(types.map((type) => PORTAL[type].id));
    }
  });

  it('has the attributes of each, those of an entry in full once', () => {
    const entry = attributesOf('entryLike');
    for (const [, event = '', attributes = ''] of rows) {
      const named = ticked(attributes).map((name) => `data-xapi-${name}`);
      const all = attributes.includes('…') ? [...new Set([...entry, ...named])] : named;
      expect(all, event).to.have.members([...attributesOf(ticked(event)[0] ?? '')]);
    }
  });

  it('has those of pages and buttons', () => {
    const [, both = ''] = /Both take ([^]*?)\. An element/.exec(page) ?? [];
    for (const naming of ['data-track-page', 'data-track-button'])
      expect(NAMING[naming]).to.have.members(ticked(both).map((end) => naming + end));
  });
});
