import type { Row, Store } from '../../src/delivery/ports.js';

/** Everything that waits in a store, of all lanes, in order. */
export async function allOf(store: Store): Promise<readonly Row[]> {
  const rows = await Promise.all((await store.lanes()).map(({ key }) => store.head(key, 1_000_000)));
  return rows.flat().sort((a, b) => a.key - b.key);
}
