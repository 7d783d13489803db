import { stringify } from '../stringify.js';
import { isObject } from '../schema/kinds.js';

type Raw = Readonly<Record<string, unknown>>;

/** Players take from the portal, and the portal from players: two players of one page may be of different sites. */
export type Role = 'player' | 'portal';

/** What one page is told once: who the viewer is, and of which site and application. */
const SHARED = ['user', 'userId', 'site', 'applicationName'];

/** On a page with both, portal and player speak of the same person. */
export interface SharedIdentity {
  /** Replaces what this owner shared before; a configuration that says nothing takes it back. */
  lend(owner: object, role: Role, config: unknown): void;
  /** The owner is gone. Who the viewer is does not change by that: it is known until another one of the role says it. */
  leave(owner: object): void;
  /** What the other role shares: the first who has something to share. */
  borrow(role: Role): Raw;
  /** Told when something changed. Returns the function that ends the listening. */
  listen(listener: () => void): () => void;
}

/** As words: a player changes its configuration in place, and what was shared before must not change with it. */
const sharedOf = (config: unknown): string =>
  stringify(Object.fromEntries(Object.entries(isObject(config) ? config : {}).filter(([key]) => SHARED.includes(key))));

const NOTHING = sharedOf({});

export function createSharedIdentity(): SharedIdentity {
  const shelf = new Map<object, { readonly role: Role; readonly shared: string }>();
  /** What those shared last who are gone. */
  const left = new Map<Role, string>();
  const listeners = new Set<() => void>();
  return {
    lend(owner, role, config) {
      const before = shelf.get(owner)?.shared ?? NOTHING;
      const shared = sharedOf(config);
      shelf.set(owner, { role, shared });
      if (shared !== NOTHING) left.delete(role);
      if (before !== shared) listeners.forEach((listener) => listener());
    },
    leave(owner) {
      const { role, shared } = shelf.get(owner) ?? {};
      shelf.delete(owner);
      if (role && shared !== undefined && shared !== NOTHING) left.set(role, shared);
      listeners.forEach((listener) => listener());
    },
    borrow(role) {
      const other = role === 'player' ? 'portal' : 'player';
      const found = [...shelf.values()].find((one) => one.role === other && one.shared !== NOTHING);
      return JSON.parse(found?.shared ?? left.get(other) ?? NOTHING) as Raw;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    }
  };
}
