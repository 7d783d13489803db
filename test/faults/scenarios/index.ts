import type { Scenario } from '../harness/scenario.js';
import { chaos } from './chaos.js';
import { counting } from './counting.js';
import { deaths } from './deaths.js';
import { endings } from './endings.js';
import { leaving } from './leaving.js';
import { outages } from './outages.js';
import { refusals } from './refusals.js';
import { storage } from './storage.js';

export { chaos };

export const SCENARIOS: readonly Scenario[] = [
  ...outages,
  ...refusals,
  ...deaths,
  ...leaving,
  ...storage,
  ...endings,
  ...counting,
  chaos
];
