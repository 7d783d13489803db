interface Stoppable {
  stop(): void;
}

/** Versioned, as it is shared over bundles: one element is tracked once. */
const KEY = Symbol.for('playkit-js-xapi/media@1');

type Claimable = object & { [KEY]?: Stoppable | undefined };

/** Claims an element, away from who had it before; gives whether somebody had. */
export function claim(element: Claimable, owner: Stoppable): boolean {
  const before = element[KEY];
  before?.stop();
  element[KEY] = owner;
  return before !== undefined;
}

export function release(element: Claimable, owner: Stoppable): void {
  if (element[KEY] === owner) element[KEY] = undefined;
}
