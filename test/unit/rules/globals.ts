import ts from 'typescript';
import type { Source } from './sources.js';

/** Rooms whose time, ids, storage and network come in as arguments (docs/development.md). */
export const PURE_ROOMS: readonly string[] = [
  'events',
  'schema',
  'viewing',
  'xapi',
  'stats',
  'analytics',
  'destination',
  'kaltura',
  'settings',
  'delivery',
  'core',
  'adapter-check'
];

/** What a pure room may not name. Of `Math` only `random`, of `Date` only the forms that read the clock. */
const GLOBALS: readonly string[] = [
  'window',
  'self',
  'globalThis',
  'document',
  'location',
  'navigator',
  'performance',
  'fetch',
  'XMLHttpRequest',
  'crypto',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'process',
  'setTimeout',
  'setInterval',
  'clearTimeout',
  'clearInterval',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'addEventListener',
  'console'
];
const MEMBERS: readonly string[] = ['Date.now', 'Math.random'];

/** `file:line name` for each use of an environment. Types, property names and own declarations are no uses. */
export function globalsOf({ file, tree }: Source): readonly string[] {
  const found: string[] = [];
  const own = declaredNames(tree);
  const report = (node: ts.Node, name: string) => {
    found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1} ${name}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isPropertyAccessExpression(node)) {
      const member = `${node.expression.getText(tree)}.${node.name.text}`;
      if (MEMBERS.includes(member)) report(node, member);
      visit(node.expression);
      return;
    }
    if (ts.isIdentifier(node) && GLOBALS.includes(node.text) && !own.has(node.text) && isUse(node)) {
      report(node, node.text);
    }
    if (isDate(node, ts.isNewExpression) && (node as ts.NewExpression).arguments?.length !== 1)
      report(node, 'new Date()');
    if (isDate(node, ts.isCallExpression)) report(node, 'Date()');
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isDate(node: ts.Node, kind: (node: ts.Node) => node is ts.NewExpression | ts.CallExpression): boolean {
  return kind(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date';
}

/** A name in a literal, a signature or a class is a word of ours, not the global. `{ fetch }` is a use. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  const names = 'name' in parent && parent.name === node;
  return !names || ts.isShorthandPropertyAssignment(parent);
}

/** Parameters, variables and imports that shadow a global. Coarse: once declared in a file, it is the file's own. */
function declaredNames(tree: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const declares =
      ts.isParameter(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isImportSpecifier(node) ||
      ts.isFunctionDeclaration(node);
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}
