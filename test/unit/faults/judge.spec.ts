import { expect } from 'chai';
import { judge } from '../../faults/judge/judge.js';
import { arrival, DID, goodEvidence, nth, statement, TERMINATED, type MutableEvidence } from './samples.js';

const judged = (change: (evidence: MutableEvidence) => void): string => {
  const evidence = goodEvidence();
  change(evidence);
  return judge(evidence).join('\n');
};

const swap = <T>(list: T[], i: number, j: number): void => {
  [list[i], list[j]] = [nth(list, j), nth(list, i)];
};

/** A closing that nobody captured, of the tab that died unless said otherwise. */
const closing = (session = 'one', at = 1999) => arrival(statement(TERMINATED, session, at));

describe('the judge of fault tests', () => {
  const good: Record<string, (evidence: MutableEvidence) => void> = {
    'a run in which all arrived': () => undefined,
    'what came again unchanged': (e) => e.arrivals.push({ ...nth(e.arrivals, 0), replay: true }),
    'what was refused': (e) => {
      const { id } = nth(e.arrivals, 1);
      e.arrivals.splice(1, 1);
      e.sent.splice(1, 1);
      e.refused.push(id);
    },
    'what was evicted': (e) => {
      const { id } = nth(e.arrivals, 1);
      e.arrivals.splice(1, 1);
      e.sent.splice(1, 1);
      e.evicted.push(id);
    },
    'what a page that died had captured and not committed': (e) => {
      e.tabs[0].acknowledged.pop();
      e.arrivals.splice(2, 1);
      e.sent.splice(2, 1);
    },
    'what a page that died had only in its memory': (e) => {
      e.tabs[0].acknowledged.push({ ...nth(e.tabs[0].acknowledged, 2), durable: false });
      e.tabs[0].acknowledged.splice(2, 1);
      e.arrivals.splice(2, 1);
      e.sent.splice(2, 1);
    },
    'two pages that took turns at the same moment': (e) => {
      for (const tab of e.tabs) tab.acknowledged.forEach((each, i) => (tab.acknowledged[i] = { ...each, at: 100 }));
      e.arrivals = [0, 3, 1, 4, 2, 5].map((index) => nth(e.arrivals, index));
    },
    'the end of a viewing whose page died': (e) => e.arrivals.push(closing()),
    'an end that was captured but never committed, and came as it had been drafted': (e) => {
      const said = statement(TERMINATED, 'one', 1990);
      e.tabs[0].captured.push({ ...said, at: 90, late: true });
      e.arrivals.push({ id: said.id, raw: said.text.replace('did', 'ended'), replay: false });
    }
  };
  for (const [what, change] of Object.entries(good)) {
    it(`accepts ${what}`, () => expect(judged(change)).to.equal(''));
  }

  const bad: Record<string, [change: (evidence: MutableEvidence) => void, complaint: RegExp]> = {
    'what was acknowledged and never came': [(e) => e.arrivals.splice(0, 1), /^lost: .*, acknowledged in one/],
    'what a living page had in its memory': [
      (e) => {
        const { acknowledged } = e.tabs[1];
        acknowledged[0] = { ...nth(acknowledged, 0), durable: false };
        e.arrivals.splice(3, 1);
        e.sent = [];
      },
      /^lost: .*, acknowledged in two$/
    ],
    'what was said to be sent': [(e) => e.sent.push('x'), /^lost: x, said to be sent$/],
    'what a living page never committed': [(e) => e.tabs[1].acknowledged.pop(), /^never committed: .* in two$/],
    'what came twice': [(e) => e.arrivals.push(nth(e.arrivals, 5)), /twice/],
    'a replay of nothing': [(e) => e.arrivals.push(arrival(statement(DID, 'one'), true)), /a replay of what never/],
    'another text': [
      (e) => (e.arrivals[0] = { ...nth(e.arrivals, 0), raw: nth(e.arrivals, 0).raw.replace('did', 'was') }),
      /^changed: /
    ],
    'another text the second time': [
      (e) => e.arrivals.push({ ...nth(e.arrivals, 0), raw: `${nth(e.arrivals, 0).raw} `, replay: true }),
      /^changed: /
    ],
    'the order of one page turned round': [
      (e) => swap(e.arrivals, 0, 1),
      /^out of order: .* captured before it in one$/
    ],
    'the order of two pages turned round': [
      (e) => e.arrivals.splice(2, 2, nth(e.arrivals, 3), nth(e.arrivals, 2)),
      /^out of order: .* was committed before .* was captured, and came after it$/
    ],
    'what nobody captured': [(e) => e.arrivals.push(arrival(statement(DID, 'one'))), /^nobody captured/],
    'an end of nothing': [(e) => e.arrivals.push(closing('three')), /that nobody began/],
    'an end of what is open': [(e) => e.arrivals.push(closing('two')), /that is still open/],
    'an end after the page was gone': [(e) => e.arrivals.push(closing('one', 2005)), /an end 5 ms after/],
    'two ends': [(e) => e.arrivals.push(closing(), closing()), /^two ends of the session one$/],
    'what is no statement': [
      (e) => {
        const text = JSON.stringify({ ...JSON.parse(nth(e.arrivals, 5).raw), verb: {} });
        e.tabs[1].captured[2] = { ...nth(e.tabs[1].captured, 2), text };
        e.arrivals[5] = { ...nth(e.arrivals, 5), raw: text };
      },
      /^invalid: /
    ]
  };
  for (const [what, [change, complaint]] of Object.entries(bad)) {
    it(`finds ${what}`, () => expect(judged(change)).to.match(complaint));
  }
});
