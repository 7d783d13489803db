interface Stoppable {
  stop(): void;
}

/** Versioned, as it is shared over bundles: one element is tracked once. */
const KEY = Symbol.for('playkit-js-xapi/media@1');

type Takable = object & { [KEY]?: Stoppable | undefined };

/** Takes an element, away from who had it before; gives whether somebody had. */
export function take(element: Takable, owner: Stoppable): boolean {
  const before = element[KEY];
  before?.stop();
  element[KEY] = owner;
  return before !== undefined;
}

export function letGo(element: Takable, owner: Stoppable): void {
  if (element[KEY] === owner) element[KEY] = undefined;
}
