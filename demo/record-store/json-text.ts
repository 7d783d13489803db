import { Refusal } from './reply.js';

export interface Piece {
  /** Exactly as it came. */
  readonly raw: string;
  readonly value: unknown;
}

/** UTF-8 or nothing: a byte that is no character would be stored as another one. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(400, 'the body is not UTF-8');
  }
}

export function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw new Refusal(400, `the body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** Cuts the text of a valid JSON array at the commas of its own level. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let inString = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '[' || char === '{') {
      depth += 1;
      if (depth === 1) start = at + 1;
    } else if (char === ']' || char === '}') {
      if (depth === 1) pieces.push(text.slice(start, at));
      depth -= 1;
    } else if (char === ',' && depth === 1) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/**
 * The statements of a body, each with the text that it came as: whoever promises to send the same bytes again is held
 * to it by comparing these.
 */
export function splitStatements(text: string): Piece[] {
  const value = parse(text);
  if (!Array.isArray(value)) return [{ raw: text.trim(), value }];
  const members: readonly unknown[] = value;
  return cut(text).map((raw, index) => ({ raw, value: members[index] }));
}
