export type Engine = 'chromium' | 'firefox' | 'webkit';

/** The engine that runs this spec. Chromium says Safari too, so it is asked for first. */
export function engine(): Engine {
  const agent = navigator.userAgent;
  if (agent.includes('Firefox/')) return 'firefox';
  return agent.includes('Chrome/') || agent.includes('Chromium/') ? 'chromium' : 'webkit';
}

/**
 * Skips a spec, or with `before(function () { … })` a whole suite, in engines that cannot be trusted with it. The
 * reason is for the reader of the spec: mocha 10 has nowhere to print it.
 */
export function skipIn(context: Mocha.Context, engines: readonly Engine[], reason: string): void {
  if (reason.trim() === '') throw new Error('say why the spec is skipped');
  if (engines.includes(engine())) context.skip();
}
