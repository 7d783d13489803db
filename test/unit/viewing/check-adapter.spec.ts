import { expect } from 'chai';
import * as fc from 'fast-check';
import { checkAdapter } from '../../../src/adapter-check/check-adapter.js';
import { faults, log } from './adapter-log.js';
import { record, type Deed } from './ideal-player.js';

describe('checkAdapter', () => {
  it('finds nothing wrong with a viewing as it should be', () => {
    const events = log().start().play(0, 4).at('pause', 4).wait(3).at('play', 4).at('playing', 4).play(4, 5);
    events.at('seeking', 8).wait(0.1).at('seeked', 8).play(8, 10).at('pause', 10, { ended: true }).at('ended', 10);
    expect(checkAdapter(events.close(10).events)).to.deep.equal([]);
  });

  it('finds nothing wrong with whatever a viewer may do with a player without faults', () => {
    const acts: fc.Arbitrary<Deed> = fc.oneof(
      fc.integer({ min: 50, max: 6000 }).map((ms): Deed => ({ do: 'watch', ms })),
      fc
        .tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 400 }))
        .map(([to, latency]): Deed => ({ do: 'seek', to, latency })),
      fc.constant<Deed>({ do: 'pause' }),
      fc.constant<Deed>({ do: 'play' }),
      fc.constantFrom(0.5, 1, 1.5, 2, 16).map((rate): Deed => ({ do: 'rate', rate })),
      fc.integer({ min: 1, max: 200_000 }).map((ms): Deed => ({ do: 'idle', ms })),
      fc.integer({ min: 1, max: 30_000 }).map((ms): Deed => ({ do: 'stall', ms }))
    );
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 20 }), fc.integer({ min: 2000, max: 30_000 }), (script, duration) => {
        const { events } = record(
          script.map((deed) => (deed.do === 'seek' ? { ...deed, to: deed.to % duration } : deed)),
          duration
        );
        expect(checkAdapter(events, { whole: false })).to.deep.equal([]);
      }),
      { numRuns: 500 }
    );
  });

  it('reads a recording that was kept as JSON, where a position that is not known is null', () => {
    const events = log().start().play(0, 2).at('pause', NaN).close(NaN);
    expect(checkAdapter(JSON.parse(JSON.stringify(events.events)) as unknown[])).to.deep.equal([]);
  });

  it('does not ask live for a length or an end', () => {
    const live = log().at('play', 500).at('playing', 500).play(500, 520).close(520);
    expect(faults(live, { kind: 'live' })).to.deep.equal([]);
  });

  it('takes the entry’s length for one that the player does not say', () => {
    const events = log().at('play', 0).at('playing', 0).play(0, 3).close(3);
    expect(faults(events, { duration: 10 })).to.deep.equal([]);
  });

  it('passes a time update that slips in before the seek, as engines have it', () => {
    const events = log().start(60).play(0, 2).wait(0.2).at('timeupdate', 30).wait(0.003).at('seeking', 30);
    expect(faults(events.wait(0.1).at('seeked', 30).play(30, 32).close(32))).to.deep.equal([]);
  });

  it('passes advertisements in the same player: their own positions count for nobody', () => {
    const events = log().start(60).play(0, 2).say('adstart').at('playing', 0).play(0, 2).say('adend');
    expect(faults(events.at('playing', 2).play(2, 5).close(5))).to.deep.equal([]);
  });

  it('passes bad input whole: any JSON at all', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 8 }), (events) => {
        for (const { index } of checkAdapter(events)) expect(index).to.be.within(0, Math.max(events.length - 1, 0));
      })
    );
  });
});
