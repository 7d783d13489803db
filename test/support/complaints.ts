import { expect } from 'chai';
import sinon from 'sinon';
import type { Problem } from '../../src/settings/settings.js';
import { media, type Stage } from './stage.js';

/** What the plugin wrote on the console since then, until `sinon.restore()`. To be called before the player is set up. */
export function watchConsole(): () => readonly string[] {
  const warn = sinon.stub(console, 'warn');
  return () => warn.args.map(([line]) => String(line)).filter((line) => line.startsWith('[xapi]'));
}

/** Whatever else happens: the player plays. */
export async function playsOn({ player, load, playTo }: Stage, clip = media.mp4('lecture.mp4')): Promise<void> {
  load(clip);
  await playTo(0.01);
  expect(player.paused).to.equal(false);
}

/** One problem, told once as an event and once on the console, and it names the setting. */
export function complainsOnce(
  { problems }: Pick<Stage, 'problems'>,
  lines: readonly string[],
  problem: Partial<Problem> & { readonly path: string }
): void {
  expect(problems).to.have.length(1);
  expect(problems[0]).to.deep.include(problem);
  expect(lines).to.have.length(1);
  expect(lines[0]).to.equal(`[xapi] ${problems[0]?.message ?? ''}`);
  expect(lines[0]).to.include(problem.path);
}
