import type { Evidence } from './evidence.js';

/**
 * What a page captured later arrives later; and so does what one page captured after another had said that its own was
 * committed. Statements of two pages at the same moment have no order.
 */
export function judgeOrder({ tabs, arrivals }: Evidence): string[] {
  const first = arrivals.filter(({ replay }) => !replay).map(({ id }) => id);
  return [...judgeWithin(tabs, first), ...judgeAcross(tabs, first)];
}

function judgeWithin(tabs: Evidence['tabs'], arrived: readonly string[]): string[] {
  return tabs.flatMap(({ name, captured }) => {
    const nth = new Map(captured.map(({ id }, index) => [id, index]));
    const mine = arrived.filter((id) => nth.has(id));
    return mine.flatMap((id, index) => {
      const before = mine[index - 1];
      const late = before !== undefined && (nth.get(id) ?? 0) < (nth.get(before) ?? 0);
      return late ? [`out of order: ${id} came after ${before}, captured before it in ${name}`] : [];
    });
  });
}

function judgeAcross(tabs: Evidence['tabs'], arrived: readonly string[]): string[] {
  const committedAt = new Map(tabs.flatMap(({ acknowledged }) => acknowledged.map(({ id, at }) => [id, at] as const)));
  // A beacon says nothing about when it was sent.
  const punctual = tabs.flatMap(({ captured }) => captured.filter(({ late }) => !late));
  const capturedAt = new Map(punctual.map(({ id, at }) => [id, at]));
  const complaints: string[] = [];
  // From the end: the earliest commit among those that came later.
  let earliest: { readonly id: string; readonly at: number } | undefined;
  for (const id of [...arrived].reverse()) {
    const captured = capturedAt.get(id);
    if (earliest && captured !== undefined && earliest.at < captured)
      complaints.push(`out of order: ${earliest.id} was committed before ${id} was captured, and came after it`);
    const at = committedAt.get(id);
    if (at !== undefined && (!earliest || at < earliest.at)) earliest = { id, at };
  }
  return complaints;
}
