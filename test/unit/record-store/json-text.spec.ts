import { expect } from 'chai';
import fc from 'fast-check';
import { splitStatements } from '../../../demo/record-store/json-text.js';

describe('splitting a batch into the text of its statements', () => {
  it('gives each member its own text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, 2), (values, indent) => {
        const pieces = splitStatements(JSON.stringify(values, null, indent));
        expect(pieces.map(({ raw }) => JSON.stringify(JSON.parse(raw)))).to.deep.equal(
          values.map((value) => JSON.stringify(value))
        );
        expect(pieces.map(({ value }) => JSON.stringify(value))).to.deep.equal(
          values.map((value) => JSON.stringify(value))
        );
      })
    );
  });

  it('leaves the text of a member alone', () => {
    expect(splitStatements('[ {"a" : 1.50} ,{"b":"\\u00e9,]"}\n]').map(({ raw }) => raw)).to.deep.equal([
      '{"a" : 1.50}',
      '{"b":"\\u00e9,]"}'
    ]);
  });
});
