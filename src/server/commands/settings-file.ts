import { readFileSync } from 'node:fs';
import { isObject } from '../../schema/kinds.js';
import { UsageError } from './usage-error.js';

/** What a parser says of a text may quote it, and the text holds secrets: all that is told is the line. */
function lineOf(text: string, error: unknown): string {
  const [, position] = /position (\d+)/.exec(String(error)) ?? [];
  return position === undefined ? '' : `, see line ${text.slice(0, Number(position)).split('\n').length}`;
}

/** The settings in a file: one JSON object. Throws a `UsageError` that quotes nothing of it. */
export function readSettingsFile(path: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The settings file ${path} cannot be read (${code}). Check --settings.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`The settings file ${path} is no valid JSON${lineOf(text, error)}.`);
  }
  if (!isObject(value)) throw new UsageError(`The settings file ${path} must hold one JSON object.`);
  // For editors.
  const { $schema: _, ...settings } = value;
  return settings;
}
