/** The parts of an address, if it is an absolute http(s) one that every browser takes. */
export const httpUrl = (value: unknown): URL | undefined => {
  if (typeof value !== 'string' || !/^\s*https?:\/\//i.test(value)) return undefined;
  try {
    return new URL(value.trim());
  } catch {
    return undefined;
  }
};

/**
 * The statements resource of an endpoint as admins paste it: with or without a trailing slash or `/statements`. A
 * query is kept (some stores name the tenant there). `fetch` refuses addresses with a user in them, so we do first.
 */
export const statementsUrl = (value: unknown): string | undefined => {
  const url = httpUrl(value);
  if (!url || url.username || url.password) return undefined;
  url.hash = '';
  url.pathname = url.pathname.replace(/\/*(\/statements)?\/*$/, '/statements');
  return url.href;
};
