import { Unable, type Browser, type EngineName } from './browser.js';
import type { Program } from './program.js';

/**
 * A browser without a driver: its program is started with an address, and the page drives itself. It has one tab, and
 * no way to close it but to kill the browser.
 */
export function createLonely(engine: EngineName, launch: (url: string) => Program): Browser {
  let running: Program | undefined;
  const kill = async (): Promise<void> => {
    const killed = running;
    running = undefined;
    await killed?.kill();
  };
  const unable = (what: string) => (): Promise<never> => Promise.reject(new Unable(engine, what));
  return {
    engine,
    async open(url) {
      if (running) throw new Unable(engine, 'open a second tab');
      running = launch(url);
      // Its one tab goes with it.
      return { close: kill, crash: unable('crash a tab') };
    },
    kill,
    quota: unable('change the quota'),
    close: kill
  };
}
