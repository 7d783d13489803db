import { readFileSync } from 'node:fs';
import { look } from '../test/support/judges/look.js';
import { DEPARTURES, MIDDLE, TEMPLATES, TYPES, VIDEO_TYPE, extension } from '../test/support/judges/video-profile.js';
import type { Rule, Template } from '../test/support/judges/video-profile.js';

/**
 * Compares our table of the Video Profile with the profile itself, both ways:
 *
 *     npx tsx scripts/compare-profile.ts video-profile.jsonld
 */
const file = process.argv[2];
if (!file) {
  console.error('Which file? npx tsx scripts/compare-profile.ts video-profile.jsonld');
  process.exit(2);
}
const profile: unknown = JSON.parse(readFileSync(file, 'utf8'));
const list = (value: unknown, ...path: string[]): readonly unknown[] => {
  const found = look(value, ...path);
  return Array.isArray(found) ? found : [];
};
const text = (value: unknown, key: string) => String(look(value, key) ?? 'none');
const local = (id: string) => id.slice(Math.max(id.lastIndexOf('#'), id.lastIndexOf('/')) + 1);

const differences: string[] = [];
let compared = 0;

function compare(what: string, ours: string, theirs: string): void {
  compared += 1;
  if (ours !== theirs) differences.push(`${what}: table ${ours}, profile ${theirs}`);
}

function compareSets(what: string, ours: readonly string[], theirs: readonly string[]): void {
  compared += new Set([...ours, ...theirs]).size;
  for (const one of ours) if (!theirs.includes(one)) differences.push(`${what} ${one}: only in the table`);
  for (const one of theirs) if (!ours.includes(one)) differences.push(`${what} ${one}: only in the profile`);
}

function location({ where, name }: Rule): string {
  if (where === 'statement') return `$.${name}`;
  return where === 'plain-result' ? `$.result.${name}` : `$.${where}.extensions['${extension(name)}']`;
}

const templates = new Map(list(profile, 'templates').map((template) => [local(text(template, 'id')), template]));
compareSets('template', Object.keys(TEMPLATES), [...templates.keys()]);
for (const [name, ours] of Object.entries(TEMPLATES) as [string, Template][]) {
  const theirs = templates.get(name);
  if (!theirs) continue;
  compare(`template ${name}: verb`, ours.verb, text(theirs, 'verb'));
  const type = text(theirs, 'objectActivityType');
  compare(`template ${name}: objectActivityType`, 'VIDEO_TYPE', type === VIDEO_TYPE ? 'VIDEO_TYPE' : type);
  compareSets(
    `template ${name}: rule`,
    [
      ...ours.included.map((rule) => `included ${location(rule)}`),
      ...ours.recommended.map((rule) => `recommended ${location(rule)}`)
    ],
    list(theirs, 'rules').map((rule) => `${text(rule, 'presence')} ${text(rule, 'location')}`)
  );
}

const concepts = new Map(
  list(profile, 'concepts')
    .filter((concept) => text(concept, 'type').endsWith('Extension'))
    .map((concept) => [local(text(concept, 'id')), concept])
);
compareSets('extension', Object.keys(TYPES), [...concepts.keys()]);
for (const [name, { where, type }] of Object.entries(TYPES)) {
  const theirs = concepts.get(name);
  if (!theirs) continue;
  compare(`extension ${name}: place`, where, text(theirs, 'type').replace('Extension', '').toLowerCase());
  compare(`extension ${name}: type`, type, text(JSON.parse(text(theirs, 'inlineSchema')), 'type'));
}

const patterns = new Map(list(profile, 'patterns').map((pattern) => [local(text(pattern, 'id')), pattern]));
const names = (ids: readonly unknown[]) => ids.map((id) => local(String(id)));
compare(
  'pattern',
  'initialized, optionalmiddlestatements, terminated',
  names(list(patterns.get('generalpattern'), 'sequence')).join(', ')
);
compareSets('pattern: middle', MIDDLE, names(list(patterns.get('all-activities-pattern'), 'alternates')));

const unexplained = differences.filter((difference) => !(difference in DEPARTURES));
for (const difference of differences) {
  console.log(difference);
  console.log(`    ${DEPARTURES[difference] ?? 'NOT EXPLAINED'}`);
}
for (const gone of Object.keys(DEPARTURES).filter((key) => !differences.includes(key))) {
  console.log(`explained, but no longer a difference: ${gone}`);
}
console.log(`${compared} compared, ${differences.length} differ, ${unexplained.length} of them unexplained`);
process.exitCode = unexplained.length === 0 ? 0 : 1;
