interface Karma {
  log(type: string, lines: readonly string[]): void;
}

/** Goes before the title of a test that was run again: counts-reporter.js counts those. */
const SECOND_TRY = 'second try: ';

/** Media plays in real time, which a busy machine may disturb. A test that needed a second try is told of, never silent. */
afterEach(function () {
  const { currentTest } = this;
  const tries = (currentTest as unknown as { _currentRetry?: number } | undefined)?._currentRetry ?? 0;
  if (currentTest && tries > 0)
    (window as unknown as { __karma__: Karma }).__karma__.log('info', [SECOND_TRY + currentTest.fullTitle()]);
});
