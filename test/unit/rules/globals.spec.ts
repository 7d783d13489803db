import { expect } from 'chai';
import { globalsOf, PURE_ROOMS } from './globals.js';
import { read, sources } from './sources.js';

const found = (text: string) => globalsOf(read('viewing/x.ts', text)).map((use) => use.replace(/^.* /, ''));

describe('pure rooms', () => {
  it('touch no globals', () => {
    const pure = sources().filter(({ room }) => PURE_ROOMS.includes(room));
    expect(pure).not.to.have.length(0);
    expect(pure.flatMap(globalsOf)).to.deep.equal([]);
  });

  it('would be caught reading a clock, dice, storage or the network', () => {
    for (const text of [
      'const a = Date.now();',
      'const a = Math.random();',
      'const a = performance.now();',
      'const a = window.location;',
      'void fetch("x");',
      'setTimeout(() => 1, 1);',
      'const a = localStorage;',
      'const a = { fetch };',
      'const a = globalThis.crypto;',
      'const a = typeof document;'
    ]) {
      expect(found(text), text).to.have.length(1);
    }
    expect(globalsOf(read('viewing/x.ts', 'const a = new Date();'))).to.have.length(1);
    expect(globalsOf(read('viewing/x.ts', 'const a = Date();'))).to.have.length(1);
  });

  it('may turn a given time into a date, and use these words for their own', () => {
    for (const text of [
      'const a = new Date(at).toISOString();',
      'const a = Math.max(1, 2);',
      'const a = ports.fetch("x");',
      'const a = { location: 1, performance() {} };',
      'interface A { readonly window: Window; fetch(): void }',
      'function f(location: string) { return location; }',
      'class A { private document = 1; }'
    ]) {
      expect(found(text), text).to.deep.equal([]);
    }
  });
});
