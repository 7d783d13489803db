import { defaultEvents } from './defaults.js';
import { isBlank, isObject, isText } from '../schema/kinds.js';

type Raw = Readonly<Record<string, unknown>>;

/** One event of Kaltura's guide has two names. */
export const oneName = (name: string): string => (name === 'kalturaCaptureLaunch' ? 'captureSpaceLaunch' : name);

const byEvent = (said: unknown): unknown =>
  isObject(said) ? Object.fromEntries(Object.entries(said).map(([name, value]) => [oneName(name), value])) : said;

/** A list says of every event whether it is sent. What is no event's name is reported by the rule of `events`, later. */
const switches = (list: readonly unknown[]): Raw => {
  const names = list.map((name) => (isText(name) ? oneName(name) : typeof name));
  return Object.fromEntries([...Object.keys(defaultEvents), ...names].map((name) => [name, names.includes(name)]));
};

/** A switch alone says `enabled`. */
const service = (said: unknown): unknown => (isObject(said) || isBlank(said) ? said : { enabled: said });

/** Both spellings of a setting, and both forms of others, made one before layers meet: so the stronger layer wins. */
const canonical = ({
  sendAccountinfoInsteadOfEmail,
  userId,
  user,
  verbs,
  events,
  stats,
  analytics,
  ...rest
}: Raw): Raw => ({
  sendAccountInfoInsteadOfEmail: sendAccountinfoInsteadOfEmail,
  ...rest,
  stats: service(stats),
  analytics: service(analytics),
  user: userId == null ? user : { id: userId, ...(isObject(user) && user) },
  verbs: byEvent(verbs),
  events: Array.isArray(events) ? switches(events) : byEvent(events)
});

/** Another id or address is another person, who must not inherit a weaker layer's name and address. */
export const isSomebodyElse = (weak: Raw, strong: Raw): boolean =>
  ['id', 'email'].some((key) => weak[key] != null && (strong[key] ?? weak[key]) !== weak[key]);

/** Objects are merged; anything else replaces. `null` says nothing, and a blank string takes back what was said. */
const merge = (weak: Raw, strong: Raw): Raw => {
  const merged: Record<string, unknown> = { ...weak };
  for (const [key, value] of Object.entries(strong)) {
    const before = weak[key];
    const both = isObject(before) && isObject(value) && !(key === 'user' && isSomebodyElse(before, value));
    merged[key] = both ? merge(before, value) : (value ?? before);
  }
  return merged;
};

/** What a layer says of `enabled`, and nothing else: one No anywhere is off, also when a later Yes hides it. */
export const enabledOf = (layer: unknown): Raw =>
  isObject(layer) && 'enabled' in layer ? { enabled: layer['enabled'] } : {};

/** All layers in one, weakest first. A site is always there: its home page is the one setting that must have a value. */
export const mergeLayers = (layers: readonly Raw[]): Raw => layers.map(canonical).reduce(merge, { site: {} });
