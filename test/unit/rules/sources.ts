import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const SRC = path.resolve(__dirname, '../../../src');

export interface Source {
  /** Below src/, with slashes: `viewing/segments.ts`. */
  readonly file: string;
  /** The first folder, or the file's own name without `.ts` where it lies at the top. */
  readonly room: string;
  readonly tree: ts.SourceFile;
}

export function sources(): readonly Source[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => read(file, readFileSync(path.join(SRC, file), 'utf8')));
}

export function read(file: string, text: string): Source {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  return { file, room: roomOf(file), tree };
}

export function roomOf(file: string): string {
  return file.split('/', 1).join('').replace(/\.ts$/, '');
}

/** What a source imports, by import, re-export, import() and import types alike. */
export function importsOf({ tree }: Source): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (from && ts.isStringLiteralLike(from)) found.push(from.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The file below src/ that a relative import of `file` means; undefined for a package. */
export function resolveImport(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts');
}
