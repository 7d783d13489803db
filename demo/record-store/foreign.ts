import type { IncomingMessage } from 'node:http';

const isOwn = (hostname: string): boolean => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);

const hostOf = (address: string): string => {
  try {
    return new URL(address).hostname;
  } catch {
    return '';
  }
};

/**
 * Whether a page of another site asks, which any site can make a browser do: what is not of this machine, by the page's
 * origin or, where somebody's name was bent to point here, by the host that was asked for.
 */
export function isForeign({ headers: { origin, host = '' } }: IncomingMessage): boolean {
  if (origin === undefined) return !isOwn(hostOf(`http://${host}`));
  const page = hostOf(origin);
  return !isOwn(page) && origin !== `http://${host}`;
}
