import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Where the others send to. */
export function lrs(): { readonly endpoint: string; readonly basic: string } {
  const { XAPI_ENDPOINT: endpoint = '', XAPI_KEY: key, XAPI_SECRET: secret } = process.env;
  return { endpoint, basic: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` };
}

/** What the others send: statements that are ready, one a line. */
export async function each(send: (statement: string) => Promise<void>): Promise<void> {
  const lines = createInterface({ input: createReadStream(process.argv[2] ?? '') });
  for await (const line of lines) await send(line);
}
