import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const printer = ts.createPrinter({ removeComments: true });

/** The types that a file declares, and where those that it imports come from. */
function read(file: string): {
  readonly tree: ts.SourceFile;
  readonly declared: ReadonlyMap<string, ts.Node>;
  readonly imported: ReadonlyMap<string, readonly [file: string, name: string]>;
} {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2020, true);
  const declared = new Map<string, ts.Node>();
  const imported = new Map<string, readonly [string, string]>();
  const learn = (clause: ts.NamedImportBindings | ts.NamedExportBindings | undefined, from: string): void => {
    if (!clause || ts.isNamespaceImport(clause) || ts.isNamespaceExport(clause)) return;
    const path = join(dirname(file), from.replace(/\.js$/, '.ts'));
    for (const each of clause.elements) imported.set(each.name.text, [path, (each.propertyName ?? each.name).text]);
  };
  for (const statement of tree.statements) {
    if (
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement)
    )
      if (statement.name) declared.set(statement.name.text, statement);
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier))
      learn(statement.importClause?.namedBindings, statement.moduleSpecifier.text);
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier))
      learn(statement.exportClause, statement.moduleSpecifier.text);
  }
  return { tree, declared, imported };
}

/** An interface as text, without comments, and after it all types of ours that it is made of, wherever they are declared. */
export function interfaceText(file: string, name: string): string {
  const found = new Map<string, string>();
  const visit = (path: string, type: string): void => {
    if (found.has(type)) return;
    const { tree, declared, imported } = read(path);
    const declaration = declared.get(type);
    const from = imported.get(type);
    if (!declaration) {
      if (from?.[0].startsWith('src')) visit(...from);
      return;
    }
    found.set(type, printer.printNode(ts.EmitHint.Unspecified, declaration, tree));
    const walk = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && (declared.has(node.text) || imported.has(node.text))) {
        const [where, what] = imported.get(node.text) ?? [path, node.text];
        if (where.startsWith('src')) visit(where, what);
      }
      ts.forEachChild(node, walk);
    };
    walk(declaration);
  };
  visit(file, name);
  return [...found.keys()]
    .sort()
    .map((key) => found.get(key))
    .join('\n');
}
