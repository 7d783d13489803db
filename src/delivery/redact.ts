import type { Credential } from './lane.js';
import type { Outgoing } from './ports.js';

/**
 * A destination may quote our credential back at us; its words go to logs and dead letters, the credential must not.
 * Nor what the lane made of it: a long word in a header is taken for a secret, too.
 */
export function redact(
  text: string,
  credential: Credential,
  { headers }: Outgoing,
  secrets: readonly string[] = []
): string {
  const words = Object.values(headers).flatMap((value) => value.split(' '));
  const sealed = [credential, ...credential.split(/[\s:]/), ...words.filter((word) => word.length > 19)];
  return [...secrets.filter(({ length }) => length > 3), ...sealed.filter(({ length }) => length > 5)]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.split(secret).join('***'), text);
}
