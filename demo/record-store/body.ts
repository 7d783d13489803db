import type { IncomingMessage } from 'node:http';

export interface Body {
  readonly bytes: Buffer;
  readonly size: number;
  readonly tooLarge: boolean;
}

/**
 * The whole body. One above the limit is read to its end and thrown away: a server that answers and hangs up in the
 * middle looks like a broken network to a browser, and its 413 is never seen.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  }
  return { bytes: size <= limit ? Buffer.concat(chunks) : Buffer.alloc(0), size, tooLarge: size > limit };
}
