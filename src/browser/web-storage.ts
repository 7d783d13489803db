import { attempt } from '../attempt.js';

/** May throw: a browser that blocks storage throws as soon as it is touched. */
export type Area<Used extends keyof Storage = 'getItem' | 'setItem' | 'removeItem'> = () => Pick<Storage, Used>;

export const local: Area = () => localStorage;
export const session: Area = () => sessionStorage;

// Where storage is blocked or full, nothing is there, and nothing is kept.

export const readItem = (area: Area<'getItem'>, name: string): string | undefined =>
  attempt(() => area().getItem(name)) ?? undefined;

export const keepItem = (area: Area<'setItem'>, name: string, value: string): void =>
  attempt(() => area().setItem(name, value));

export const dropItem = (area: Area<'removeItem'>, name: string): void => attempt(() => area().removeItem(name));
