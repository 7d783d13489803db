import type { Layer } from '../settings/read-settings.js';

interface UiConf {
  readonly plugins?: Readonly<Record<string, unknown>>;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What a layer says of `enabled`, and nothing else. */
export const enabledOf = (config: unknown): Layer =>
  isRecord(config) && 'enabled' in config ? { enabled: config['enabled'] } : {};

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

/** Tells configurations apart without keeping them: functions by identity, the rest by content. */
export function fingerprint(): (config: unknown) => string {
  const known = new WeakMap<object, number>();
  let count = 0;
  const nameOf = (value: object): string => {
    const name = known.get(value) ?? ++count;
    known.set(value, name);
    return `function ${name}`;
  };
  return (config) =>
    JSON.stringify(config, (_key, value: unknown) => (typeof value === 'function' ? nameOf(value) : value));
}
