import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from './built.js';

/** Calls of a function that is written where it is called, such as webpack's wrapper: `(function (root, factory) {…})(…)`. */
function wrapperOf(file: string): ts.CallExpression {
  const tree = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const [statement] = tree.statements;
  const expression = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const call = expression && ts.isPrefixUnaryExpression(expression) ? expression.operand : expression;
  if (tree.statements.length !== 1 || !call || !ts.isCallExpression(call)) throw new Error(`${file} is no UMD bundle`);
  return call;
}

describe('the shape of what is built', () => {
  for (const name of ['playkit-xapi', 'playkit-xapi-portal', 'playkit-xapi-media']) {
    const file = `dist/${name}.js`;

    it(`${file} has its factory in parentheses, so that V8 does not parse it twice`, () => {
      const factory = wrapperOf(file).arguments[1];
      expect(factory && ts.isParenthesizedExpression(factory) && ts.isArrowFunction(factory.expression)).to.equal(true);
    });

    it(`${file} has its source map behind it`, () => {
      const map = JSON.parse(readFileSync(path.join(ROOT, `${file}.map`), 'utf8')) as { readonly sources: string[] };
      expect(readFileSync(path.join(ROOT, file), 'utf8')).to.match(
        new RegExp(`//# sourceMappingURL=${name}\\.js\\.map$`)
      );
      expect(map.sources.some((source) => source.includes('delivery/outbox.ts'))).to.equal(true);
    });

    it(`${file} holds no check of adapters`, () => {
      const map = JSON.parse(readFileSync(path.join(ROOT, `${file}.map`), 'utf8')) as { readonly sources: string[] };
      expect(map.sources.filter((source) => source.includes('src/adapter-check/'))).to.deep.equal([]);
    });
  }
});
