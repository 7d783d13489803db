/** Ids that more than one statement of a run has, as sentences; none where each statement has its own. */
export function judgeIds(ids: readonly string[]): string[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(twice)].map(
    (id) => `ids: ${ids.filter((each) => each === id).length} statements have the id ${id}`
  );
}

/** Collects the ids of captured statements, and throws where two of them are equal. */
export class IdJudge {
  private readonly ids: string[] = [];

  public readonly hear = ({ statement }: { readonly statement: { readonly id: string } }): void => {
    this.ids.push(statement.id);
  };

  public check(): void {
    const complaints = judgeIds(this.ids);
    if (complaints.length) throw new Error(complaints.join('\n'));
  }
}
