import { isObject } from '../schema/kinds.js';
import { enabledOf, isSomebodyElse } from '../settings/layers.js';
import type { Layer } from '../settings/read-settings.js';

interface UiConf {
  readonly plugins?: Readonly<Record<string, unknown>>;
}

/**
 * What the uiconf says of `enabled`. The player merges uiconf and setup before it makes the plugin, so that a Yes in the
 * page would hide the admin's No: one No anywhere is off.
 */
export function uiConfEnabled(name: string, uiConfId: unknown): Layer {
  const { KalturaPlayers: players, __kalturaplayerdata: data } = globalThis as {
    KalturaPlayers?: Readonly<Record<string, { readonly config?: UiConf }>>;
    __kalturaplayerdata?: UiConf;
  };
  const config = players?.[String(uiConfId)]?.config ?? data;
  return enabledOf(config?.plugins?.[name]);
}

type Raw = Readonly<Record<string, unknown>>;

/** The viewer whom a configuration names, in either way. */
const person = ({ userId, user }: Raw): Raw => ({ ...(userId != null && { id: userId }), ...(isObject(user) && user) });

/**
 * The viewer to begin with, where a change of configuration names another one: the player merges key by key, and nobody
 * must be told under another person's name or address. `null` says nothing, and the player keeps it.
 */
export function successor(config: unknown, update: unknown): Raw | undefined {
  if (!isObject(config) || !isObject(update)) return undefined;
  const next = person(update);
  return isSomebodyElse(person(config), next) ? { id: null, name: null, email: null, ...next } : undefined;
}
