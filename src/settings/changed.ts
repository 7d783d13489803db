import type { UserConfig, XapiConfig } from './config.js';
import { mergeLayers } from './layers.js';

/** Settings that change while something runs. `user: null`: the viewer has logged out, nobody is known from now on. */
export type XapiChange = Omit<XapiConfig, 'user' | 'userId'> & {
  readonly user?: UserConfig | null;
  readonly userId?: XapiConfig['userId'] | null;
};

type Raw = Readonly<Record<string, unknown>>;

/**
 * Settings with what is said later over them: that wins, and another viewer inherits nothing of the one before. A viewer
 * who is taken back stays so, also where others of the page still know one: that is what a blank user says.
 */
export function changed(before: Raw, change: Raw): Raw {
  const said = [change['user'], change['userId']];
  const isNobody = said.includes(null) && said.every((one) => one == null);
  return mergeLayers([before, isNobody ? { ...change, user: '', userId: undefined } : change]);
}
