/** The name that lines begin with. */
const NAME = 'playkit-js-xapi';

/** Without what an address may carry beside the place that it names. */
const withoutQuery = (key: string, value: unknown): unknown =>
  key === 'lane' && typeof value === 'string' ? value.replace(/\?\S*/g, '?…') : value;

/** Says what happens on standard error, one line each, where the setting `debug` asks for it. */
export const createTrace =
  (wanted: () => boolean, write: (line: string) => void = (line) => void process.stderr.write(line)) =>
  (name: 'xapi_statement' | 'xapi_delivery' | 'xapi_problem', payload: unknown): void => {
    if (wanted()) write(`[${NAME}] ${name} ${JSON.stringify(payload, withoutQuery)}\n`);
  };

export type Trace = ReturnType<typeof createTrace>;
