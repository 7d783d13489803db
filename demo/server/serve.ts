import { createDemoServer } from './demo-server.js';

const DEFAULT_PORT = 8088;
const TRIES = 20;

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}`);
}

async function main(): Promise<void> {
  const server = await createDemoServer({ port: readPort(process.env['PORT']), tries: TRIES });
  console.log(`Demo: ${server.url}/  (Ctrl+C stops it)`);
  const stop = (): void => {
    void server.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
