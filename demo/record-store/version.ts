import { Refusal } from './reply.js';
import type { Edition } from '../../src/server/validate/statement.js';

export const VERSION_HEADER = 'X-Experience-API-Version';

/** What the store answers with, for each edition that it speaks. */
export const LATEST: Readonly<Record<Edition, string>> = { '1.0': '1.0.3', '2.0': '2.0.0' };

/** Which edition a request speaks. It must say so. */
export function readVersion(header: string | string[] | undefined): Edition {
  if (typeof header !== 'string' || header === '') throw new Refusal(400, `the header ${VERSION_HEADER} is missing`);
  if (/^1\.0(\.\d+)?$/.test(header)) return '1.0';
  if (/^2\.0(\.\d+)?$/.test(header)) return '2.0';
  throw new Refusal(
    400,
    `${VERSION_HEADER} ${JSON.stringify(header.slice(0, 20))} is not supported: 1.0.x or 2.0.0 is`
  );
}
