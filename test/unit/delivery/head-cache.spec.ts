import { expect } from 'chai';
import * as cache from '../../../src/delivery/head-cache.js';
import type { Row } from '../../../src/delivery/ports.js';
import { AT, parcel } from './world.js';

const MOST = 50;
const ids = ({ parcels }: cache.HeadCache): string[] => parcels.map(({ id }) => id);
const announce = (head: cache.HeadCache, ...names: string[]): cache.HeadCache =>
  names.reduce((last, id) => cache.announce(last, parcel(id, AT), MOST), head);
const rows = (...names: string[]): Row[] => names.map((id, i) => ({ ...parcel(id, AT), key: i + 1 }));

describe('the head of a lane', () => {
  it('is what was announced until the rows are read, then the rows and what is not committed yet', () => {
    let head = announce(cache.EMPTY_HEAD, 'a1', 'a2');
    expect(ids(head)).to.deep.equal(['a1', 'a2']);
    head = cache.commit(head, ['a1']);
    // Committed to another store: it is not among the rows, so that it counts as gone.
    head = cache.refill(head, rows('r1', 'r2', 'r3'), 50);
    expect(ids(head)).to.deep.equal(['r1', 'r2', 'r3', 'a2']);
    expect(ids(cache.drop(head, ['r1', 'a2']))).to.deep.equal(['r2', 'r3']);
  });

  it('ends where rows begin that nobody has read', () => {
    const head = cache.refill(announce(cache.EMPTY_HEAD, 'a1'), rows('r1', 'r2', 'r3'), 3);
    expect(ids(announce(head, 'a2'))).to.deep.equal(['r1', 'r2', 'r3']);
  });

  it('has no gap where one was announced while rows behind were unread', () => {
    let head = announce(cache.refill(cache.EMPTY_HEAD, rows('r1', 'r2', 'r3'), 3), 'a1');
    head = cache.refill(head, rows('r2', 'r3'), 3);
    expect(ids(announce(head, 'a2'))).to.deep.equal(['r2', 'r3', 'a1', 'a2']);
  });

  it('holds no more than a request needs, and has no gap behind that', () => {
    let head = cache.EMPTY_HEAD;
    for (const id of ['a1', 'a2', 'a3']) head = cache.announce(head, parcel(id, AT), 2);
    expect(ids(head)).to.deep.equal(['a1', 'a2']);
    head = cache.drop(head, ['a1']);
    expect(ids(cache.announce(head, parcel('a4', AT), 2))).to.deep.equal(['a2']);
    expect(ids(cache.refill(head, rows('a2', 'a3'), 3))).to.deep.equal(['a2', 'a3', 'a1']);
  });

  it('begins anew when all is forgotten, with nothing of what was announced', () => {
    const head = cache.clear(announce(cache.refill(cache.EMPTY_HEAD, rows('r1', 'r2', 'r3'), 3), 'a1'));
    expect(ids(head)).to.deep.equal([]);
    expect(head.epoch).to.equal(1);
    expect(ids(announce(head, 'a2'))).to.deep.equal(['a2']);
  });

  it('names one that is committed and still announced once, in its row’s place', () => {
    const head = cache.refill(announce(cache.EMPTY_HEAD, 'r1', 'r2'), rows('r2', 'r1'), 50);
    expect(ids(head)).to.deep.equal(['r2', 'r1']);
  });
});
