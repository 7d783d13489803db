import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const PAGE = path.join(__dirname, '..', 'page');
const made = new Map<string, string>();

/** A module of the page under test as browsers take it. */
export function scriptOf(name: string): string {
  const known = made.get(name);
  if (known !== undefined) return known;
  const source = readFileSync(path.join(PAGE, name.replace(/\.js$/, '.ts')), 'utf8');
  const compilerOptions = { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  made.set(name, outputText);
  return outputText;
}
