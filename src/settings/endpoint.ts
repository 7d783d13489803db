/** The parts of an address, if it is an absolute http(s) one that every browser takes. */
export const httpUrl = (value: unknown): URL | undefined => {
  if (typeof value !== 'string' || !/^\s*https?:\/\//i.test(value)) return undefined;
  try {
    return new URL(value.trim());
  } catch {
    return undefined;
  }
};

/** The same; undefined where a user is in it, since `fetch` refuses such addresses. */
export const urlWithoutUser = (value: unknown): URL | undefined => {
  const url = httpUrl(value);
  return url?.username || url?.password ? undefined : url;
};

/**
 * Without slashes at the end. A regular expression that ends in `$` begins anew at each slash, which takes seconds for the
 * thousands of slashes that content may hold.
 */
export const withoutSlashes = (text: string): string => {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
};

/** Whether others on the way can read what is sent there: what stays on this machine, nobody does. */
export const isBare = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !/(^|\.)localhost$|^127\.|^\[::1\]$/.test(hostname);
};

const RESOURCE = '/statements';

/**
 * The statements resource of an endpoint as admins paste it: with or without a trailing slash or `/statements`. A
 * query is kept (some stores name the tenant there).
 */
export const statementsUrl = (value: unknown): string | undefined => {
  const url = urlWithoutUser(value);
  if (!url) return undefined;
  url.hash = '';
  const path = withoutSlashes(url.pathname);
  url.pathname = withoutSlashes(path.endsWith(RESOURCE) ? path.slice(0, -RESOURCE.length) : path) + RESOURCE;
  return url.href;
};
