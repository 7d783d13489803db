import { createServer } from 'node:net';
import { start } from '../faults/harness/program.js';
import { STEP, type Hand } from './hand.js';

interface Answer {
  readonly value: unknown;
}

/** A port that nobody has, as far as can be told. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))
      );
    });
  });
}

const ARROW_RIGHT = '\uE014';

/**
 * WebKitGTK by the actions of its driver; the page slows itself down.
 * @param display the environment of a screen
 */
export async function webkitHand(driver: string, binary: string, display: NodeJS.ProcessEnv): Promise<Hand> {
  const port = await freePort();
  const program = start(driver, [`--port=${port}`, '--host=127.0.0.1'], display);
  const send = async (method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(signal && { signal }),
      ...(body !== undefined && { body: JSON.stringify(body) })
    });
    const { value } = (await reply.json()) as Answer;
    if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value).slice(0, 300)}`);
    return value;
  };

  async function begin(): Promise<string> {
    const options = { binary, args: ['--automation', '--autoplay-policy=allow'] };
    const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } };
    for (let tries = 0; ; tries++) {
      try {
        return ((await send('POST', '/session', { capabilities })) as { readonly sessionId: string }).sessionId;
      } catch (error) {
        // It takes a moment until the driver listens.
        if (tries === 100 || !(error instanceof TypeError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
  const session = `/session/${await begin()}`;
  await send('POST', `${session}/timeouts`, { script: 120_000 });
  const act = (actions: unknown): Promise<unknown> => send('POST', `${session}/actions`, { actions });

  return {
    async open(url) {
      await send('POST', `${session}/url`, { url });
    },
    async ask<T>(expression: string) {
      const script = `const done = arguments[arguments.length - 1]; Promise.resolve(${expression}).then(done, (e) => done('' + e));`;
      return (await send('POST', `${session}/execute/async`, { script, args: [] })) as T;
    },
    async drag(points) {
      const moves = points.map(({ x, y }, index) => ({
        type: 'pointerMove',
        duration: index ? STEP : 0,
        x: Math.round(x),
        y: Math.round(y)
      }));
      const [first, ...others] = moves;
      const actions = [first, { type: 'pointerDown', button: 0 }, ...others, { type: 'pointerUp', button: 0 }];
      await act([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
    },
    async hold(_, times) {
      const press = [
        { type: 'keyDown', value: ARROW_RIGHT },
        { type: 'pause', duration: STEP },
        { type: 'keyUp', value: ARROW_RIGHT }
      ];
      await act([{ type: 'key', id: 'keys', actions: Array.from({ length: times }, () => press).flat() }]);
    },
    async close() {
      await send('DELETE', session, undefined, AbortSignal.timeout(5000)).catch(() => undefined);
      await program.kill();
    }
  };
}
