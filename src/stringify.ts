/**
 * `JSON.stringify`, also on pages whose Array has a `toJSON` of its own, as Prototype.js before 1.7.1 gives it: that would make
 * texts of lists. It is taken away meanwhile; nobody else runs in between.
 */
export function stringify(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  const list: { toJSON?: unknown } = Array.prototype as object;
  const { toJSON } = list;
  if (toJSON === undefined) return JSON.stringify(value, replacer);
  try {
    delete list.toJSON;
    return JSON.stringify(value, replacer);
  } finally {
    list.toJSON = toJSON;
  }
}
