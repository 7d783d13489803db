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
