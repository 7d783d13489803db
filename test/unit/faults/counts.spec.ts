import { expect } from 'chai';
import type { WireEvent } from '../../../demo/kaltura/account.js';
import { judgeCounts } from '../../faults/judge/counts.js';
import type { CountEvidence, TabEvidence } from '../../faults/judge/evidence.js';
import { countOf, recognise } from '../../faults/judge/heard.js';
import { nth } from './samples.js';

const body = (session: string, type: number): string =>
  `format=1&event%5BobjectType%5D=KalturaStatsEvent&event%5BsessionId%5D=${session}&event%5BeventType%5D=${type}`;

const heard = (session: string, type: number | string): WireEvent => ({
  service: 'stats',
  method: 'POST',
  fields: { eventType: String(type), sessionId: session },
  dropped: []
});

/** A tab that wrote these types down, from that moment on. */
function tab(name: string, types: readonly number[], from: number, died?: number): TabEvidence {
  const captured = types.map((type, index) => ({
    id: `${name}${index + 1}`,
    text: countOf(body(name, type)),
    at: from + 2 * index,
    late: false
  }));
  const acknowledged = captured.map(({ id, at }) => ({ id, at: at + 1, durable: true }));
  return { name, captured, acknowledged, ...(died !== undefined && { died }) };
}

interface Run {
  tabs: TabEvidence[];
  events: WireEvent[];
  doubted: string[];
  uncertain: number;
}

/** Two tabs, one after the other; all that they wrote down was heard. */
function judged(change: (run: Run) => void): string {
  const run: Run = {
    tabs: [tab('a', [1, 2, 3, 4], 0, 100), tab('b', [1, 2], 200)],
    events: [1, 2, 3, 4].map((type) => heard('a', type)).concat([1, 2].map((type) => heard('b', type))),
    doubted: [],
    uncertain: 0
  };
  change(run);
  const { tabs, events, doubted, uncertain } = run;
  const nothing = { sent: [], refused: [], evicted: [] };
  const evidence: CountEvidence = { tabs, ...recognise(tabs, events), ...nothing, doubted, uncertain };
  return judgeCounts(evidence).join('\n');
}

const live = (run: Run): void => {
  run.tabs[0] = tab('a', [1, 2, 3, 4], 0);
};

const again =
  (index: number, at = index) =>
  (run: Run) =>
    run.events.splice(at, 0, nth(run.events, index));

describe('the judge of statistics in fault tests', () => {
  const good: Record<string, (run: Run) => void> = {
    'a run in which all was heard': () => undefined,
    'the first in the line twice, where that is counted': (run) => {
      live(run);
      again(0)(run);
      run.doubted.push('a1');
      run.uncertain = 1;
    },
    'the same of a page that was gone before it said so': (run) => {
      again(3)(run);
      run.uncertain = 1;
    },
    'what was counted as uncertain and came once': (run) => (run.uncertain = 3)
  };
  for (const [what, change] of Object.entries(good)) {
    it(`accepts ${what}`, () => expect(judged(change)).to.equal(''));
  }

  const bad: Record<string, [change: (run: Run) => void, complaint: RegExp]> = {
    'what was never heard': [(run) => run.events.splice(1, 1), /^stats: lost: a2, acknowledged in a$/],
    'another order': [(run) => run.events.splice(0, 2, heard('a', 2), heard('a', 1)), /stats: out of order: a1 came/],
    'another order of two pages': [
      (run) => run.events.splice(3, 2, heard('b', 1), heard('a', 4)),
      /^stats: out of order: a4 was committed before b1 was captured, and came after it$/
    ],
    'another text': [(run) => run.events.splice(0, 1, heard('a', '01')), /stats: nobody captured POST .*"01"/],
    'what the service passes over': [
      (run) => run.events.splice(0, 1, { ...heard('a', 1), dropped: ['x'] }),
      /^stats: nobody captured .* x$/
    ],
    'what its reader throws away': [
      (run) => run.events.splice(0, 1, { ...heard('a', 1), rejected: 'no entry id' }),
      /^stats: nobody captured .* no entry id$/
    ],
    'what came twice and is not counted': [again(0), /^stats: 1 came twice, 0 are counted as uncertain$/],
    'what came twice and nobody told': [
      (run) => {
        live(run);
        again(0)(run);
        run.uncertain = 1;
      },
      /^stats: twice, and nobody said that it may: a1$/
    ],
    'what came again behind others': [
      (run) => {
        again(0, 2)(run);
        run.uncertain = 1;
      },
      /^stats: out of order: a1 came again after others$/
    ],
    'more told than counted': [(run) => run.doubted.push('a1'), /^stats: 1 were told as uncertain, 0 are counted$/],
    'a quartile twice in a session': [
      (run) => {
        run.tabs[0] = tab('a', [1, 2, 3, 4, 4], 0);
        run.events.splice(4, 0, heard('a', 4));
      },
      /^stats: the session a has the types 1 2 3 4 4$/
    ],
    'played before it was loaded': [
      (run) => {
        run.tabs[1] = tab('b', [1, 3, 2], 200);
        run.events.splice(5, 1, heard('b', 3), heard('b', 2));
      },
      /^stats: the session b has the types 1 3 2$/
    ]
  };
  for (const [what, [change, complaint]] of Object.entries(bad)) {
    it(`finds ${what}`, () => expect(judged(change)).to.match(complaint));
  }
});
