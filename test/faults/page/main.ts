import type { DeliveryEvent } from '../../../src/delivery/status.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { follow } from './commands.js';
import { onCounted } from './counted.js';
import { perform } from './deeds.js';
import { apiOf, loadMedia, openPlayer } from './player.js';
import type { Command, Plan } from './protocol.js';
import { reporter } from './report.js';

/** The page under test: a player with the plugin, driven by the harness. */
const plan = JSON.parse(document.getElementById('plan')?.textContent ?? '') as Plan;
const report = reporter(plan.reports);
let { token } = plan;

window.addEventListener('error', ({ message }) => report({ type: 'failed', message }));
window.addEventListener('unhandledrejection', ({ reason }) => report({ type: 'failed', message: String(reason) }));

onCounted((id, body) => report({ type: 'counted', id, body }));

const player = openPlayer(plan, () => token);
const on = <P>(name: string, listener: (payload: P) => void): void =>
  player.addEventListener(name, ({ payload }: { payload: P }) => listener(payload));

on('xapi_statement', ({ statement }: { statement: Statement }) =>
  report({ type: 'captured', id: statement.id, text: JSON.stringify(statement) })
);
on('xapi_delivery', (event: DeliveryEvent) => report({ type: 'delivery', event }));

async function obey(command: Command): Promise<unknown> {
  switch (command.name) {
    case 'act':
      for (const deed of command.acts) await perform(player, deed);
      return undefined;
    case 'flush':
      return apiOf(player).flush();
    case 'status':
      return apiOf(player).status();
    case 'configure':
      player.configure({ plugins: { xapi: command.xapi } } as never);
      return undefined;
    case 'token':
      token = command.token;
      return undefined;
    case 'go':
      location.href = command.url;
      return undefined;
    case 'back':
      throw new Error('this page is not here to go back');
  }
}

let index = 0;
async function listen(): Promise<void> {
  // A harness that has hung up wants nothing more.
  index = await follow(plan.commands, index, obey, report).catch(() => index);
}

window.addEventListener('pageshow', ({ persisted }) => {
  const [navigation] = performance.getEntriesByType('navigation') as unknown as { notRestoredReasons?: unknown }[];
  report({ type: 'shown', persisted, reasons: JSON.stringify(navigation?.notRestoredReasons ?? null) });
  if (persisted) void listen();
});

loadMedia(player, plan.media);
report({ type: 'ready' });
void listen();
