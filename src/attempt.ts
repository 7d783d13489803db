/** What the work gives; undefined where it throws. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** What a text says in JSON; undefined where it is no JSON, or no text is there. */
export const parseJson = (text: string | null | undefined): unknown => attempt((): unknown => JSON.parse(text ?? ''));
