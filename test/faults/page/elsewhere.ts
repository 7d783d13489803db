import { follow } from './commands.js';
import type { Plan } from './protocol.js';
import { reporter } from './report.js';

/** Another page of the site, without a player, from which a viewer may come back. */
const plan = JSON.parse(document.getElementById('plan')?.textContent ?? '') as Plan;
const report = reporter(plan.reports);

report({ type: 'ready' });
void follow(plan.commands, 0, async ({ name }) => (name === 'back' ? history.back() : undefined), report).catch(
  () => undefined
);
