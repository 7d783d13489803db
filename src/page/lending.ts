import { isObject } from '../settings/kinds.js';

type Raw = Readonly<Record<string, unknown>>;

/** Players borrow from the portal, and the portal from players: two players of one page may be of different sites. */
export type Role = 'player' | 'portal';

/** What one page is told once: who the viewer is, and of which site and application. */
const LENT = ['user', 'userId', 'site', 'applicationName'];

/** On a page with both, portal and player speak of the same person. */
export interface Lending {
  /** Replaces what this owner lent before; a configuration that says nothing takes it back. */
  lend(owner: object, role: Role, config: unknown): void;
  /** The owner is gone. Who the viewer is does not change by that: it is known until another one of the role says it. */
  leave(owner: object): void;
  /** What the other role lends: the first who has something to lend. */
  borrow(role: Role): Raw;
  /** Told when something changed. Returns the function that ends the listening. */
  listen(listener: () => void): () => void;
}

/** As words: a player changes its configuration in place, and what was lent before must not change with it. */
const lentOf = (config: unknown): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(isObject(config) ? config : {}).filter(([key]) => LENT.includes(key)))
  );

const NOTHING = lentOf({});

export function createLending(): Lending {
  const shelf = new Map<object, { readonly role: Role; readonly lent: string }>();
  /** What those lent last who are gone. */
  const left = new Map<Role, string>();
  const listeners = new Set<() => void>();
  return {
    lend(owner, role, config) {
      const before = shelf.get(owner)?.lent ?? NOTHING;
      const lent = lentOf(config);
      shelf.set(owner, { role, lent });
      if (lent !== NOTHING) left.delete(role);
      if (before !== lent) listeners.forEach((listener) => listener());
    },
    leave(owner) {
      const { role, lent } = shelf.get(owner) ?? {};
      shelf.delete(owner);
      if (role && lent !== undefined && lent !== NOTHING) left.set(role, lent);
      listeners.forEach((listener) => listener());
    },
    borrow(role) {
      const other = role === 'player' ? 'portal' : 'player';
      const found = [...shelf.values()].find((one) => one.role === other && one.lent !== NOTHING);
      return JSON.parse(found?.lent ?? left.get(other) ?? NOTHING) as Raw;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    }
  };
}
