/** What a raw value is, before anything is known of what it should be. */

export const isText = (value: unknown): value is string => typeof value === 'string';

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isFunction = (value: unknown): value is (...args: readonly unknown[]) => unknown =>
  typeof value === 'function';

/** The module's form saves a field that nobody filled in as a blank string: that is "left out" too. */
export const isBlank = (value: unknown): boolean => value == null || (isText(value) && !value.trim());

/** A test that hands its value on. */
export const only =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): T | undefined =>
    is(value) ? value : undefined;
