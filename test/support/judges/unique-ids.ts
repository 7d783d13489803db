/** Ids that more than one statement of a run has, as sentences; none where each statement has its own. */
export function judgeIds(ids: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].flatMap(([id, count]) => (count > 1 ? [`ids: ${count} statements have the id ${id}`] : []));
}

/** Collects the ids of captured statements, and throws where two of them are equal. */
export class IdJudge {
  private readonly ids = new Set<string>();
  private readonly twice: string[] = [];

  public readonly hear = ({ statement: { id } }: { readonly statement: { readonly id: string } }): void => {
    if (this.ids.has(id)) this.twice.push(id);
    this.ids.add(id);
  };

  public check(): void {
    if (this.twice.length) throw new Error(judgeIds([...this.ids, ...this.twice]).join('\n'));
  }
}

/** What a record store remembers of how statements came. */
export interface Exchange {
  readonly arrivals: readonly { readonly id: string; readonly requestId: string; readonly replay: boolean }[];
  readonly requests: readonly {
    readonly requestId: string;
    readonly status: number;
    readonly ids: readonly string[];
    readonly reason?: string;
  }[];
}

/**
 * Two statements with one id that came to a record store, as sentences. A statement that comes again unchanged is no other one:
 * it is resent where nobody was told that it had come.
 * @param isResent whether some may come again though the record store answered: who was told is gone
 */
export function judgeExchange({ arrivals, requests }: Exchange, isResent = false): string[] {
  const taken = new Map(requests.map(({ requestId, status }) => [requestId, status >= 200 && status < 300]));
  const told = new Set<string>();
  const again: string[] = [];
  for (const { id, requestId, replay } of arrivals) {
    if (replay && told.has(id)) again.push(id);
    if (taken.get(requestId)) told.add(id);
  }
  return [
    ...requests.flatMap(({ ids }) => judgeIds(ids)),
    ...requests.flatMap(({ status, reason }) => (status === 409 && reason ? [`ids: ${reason}`] : [])),
    ...(isResent ? [] : [...new Set(again)].map((id) => `ids: ${id} came again after it was taken`))
  ];
}
