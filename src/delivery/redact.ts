import type { Credential } from './lane.js';
import type { Outgoing } from './ports.js';

/** So much of a secret is looked for; what follows in the same word is masked with it, however long it is. */
const TELLING = 24;

const NAMED: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '/': 'sol'
};

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/**
 * A character as a service may write it: plain, escaped (JSON, PHP's `\/`), as a code of JSON, an address or HTML; each also
 * encoded once or twice more. Every repetition is bounded, since the text comes from outside.
 */
function shapes(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const units = char.split('').map((unit) => `\\\\{1,4}u${hex(unit.charCodeAt(0), 4)}`);
  const bytes = [...new TextEncoder().encode(char)].map((byte) => `%(?:25){0,2}${hex(byte, 2)}`);
  const entity = `&(?:amp;){0,2}(?:#0{0,4}${code}|#x0{0,4}${hex(code, 1)}|${NAMED[char] ?? '#'});`;
  const plain = char === ' ' || char === '+' ? '[ +]' : char.replace(/[^\w\s]/, '\\$&');
  return `(?:\\\\{0,4}${plain}|${units.join('')}|${bytes.join('')}|${entity})`;
}

function pattern(secret: string): string {
  const chars = [...secret];
  const rest = chars.length > TELLING ? '[^\\s"\'<>]*' : '';
  return chars.slice(0, TELLING).map(shapes).join('') + rest;
}

/** The text without these secrets, in whatever encoding it quotes them. Those under four characters are in every other word, and stay. */
export function mask(text: string, secrets: readonly string[]): string {
  const known = [...new Set(secrets)].filter(({ length }) => length > 3).sort((a, b) => b.length - a.length);
  return text && known.length ? text.replace(new RegExp(known.map(pattern).join('|'), 'gi'), '***') : text;
}

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
  return mask(text, [...secrets, ...sealed.filter(({ length }) => length > 5)]);
}
