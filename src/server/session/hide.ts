import { form } from '../../stats/form.js';

/** The shapes in which a service may quote a secret: plainly, out of an address, or as PHP writes it into JSON. */
const shapes = (secret: string): readonly string[] => [
  secret,
  form({ secret }).slice('secret='.length),
  encodeURIComponent(secret),
  secret.replace(/\//g, '\\/')
];

/** The text without these secrets. Those under four characters are in every other word, and stay. */
export const hide = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter(({ length }) => length > 3)
    .flatMap(shapes)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.split(secret).join('***'), text);
