import validate from '@learninglocker/xapi-validation';

/** What the validator exports is a default inside a CommonJS module: bundlers unwrap it, Node does not. */
const validator = typeof validate === 'function' ? validate : (validate as { default: typeof validate }).default;

/** xAPI 1.0.3 by an independent validator (MIT), which agrees with two record stores on all but lenient cases. */
export function judgeXapi1(statement: unknown): string[] {
  return validator(statement).map((warning) => {
    const more = [
      'keys' in warning && Array.isArray(warning.keys) ? `unknown keys ${warning.keys.join(', ')}` : '',
      'typeName' in warning ? `expected ${String(warning.typeName)}` : '',
      `got ${JSON.stringify(warning.data) ?? 'nothing'}`
    ];
    return `1.0.3: ${warning.path.join('.')}: ${warning.name} (${more.filter(Boolean).join('; ').slice(0, 200)})`;
  });
}
