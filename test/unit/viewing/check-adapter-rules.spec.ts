import { expect } from 'chai';
import { checkAdapter, type CheckOptions } from '../../../src/adapter-check/check-adapter.js';
import { faults, log, type Log } from './adapter-log.js';

describe('checkAdapter names the rule that is broken:', () => {
  const rules: readonly (readonly [story: string, events: Log, expected: readonly string[], options?: CheckOptions])[] =
    [
      ['field: something is missing', log().start().say('timeupdate').close(), ['3 field']],
      ['field: a position that is no number', log().start().at('timeupdate', '3').close(), ['3 field']],
      ['field: a time update that does not know where', log().start().at('timeupdate', NaN).close(), ['3 field']],
      [
        'field: a reason that there is not',
        log().start().at('close', 0, { reason: 'bored' }),
        ['3 field', '3 no-close']
      ],
      [
        'field: a happening that there is not',
        log()
          .start()
          .say('happening', { happening: { name: 'x' } })
          .close(),
        ['3 field']
      ],
      [
        'field: surroundings that cannot be',
        log()
          .start()
          .at('surroundings', 0, { surroundings: { volume: 'loud', captions: 7 } })
          .at('surroundings', 0, { surroundings: { volume: 5 } })
          .at('surroundings', 0, { surroundings: { screenSize: '1280' } })
          .at('surroundings', 0, { surroundings: { quality: null } })
          .at('surroundings', 0, { surroundings: { frameRate: 0 } })
          .at('surroundings', 0, { surroundings: { captionsLanguage: 'en' } })
          .close(),
        ['3 field', '4 field', '5 field', '6 field', '7 field', '8 field']
      ],
      [
        'nothing: surroundings as far as they are known',
        log()
          .start()
          .at('surroundings', 0, { surroundings: {} })
          .at('surroundings', NaN, { surroundings: { volume: 0, captions: false, captionLanguage: undefined } })
          .at('surroundings', 0, {
            surroundings: {
              captions: true,
              captionLanguage: 'en',
              volume: 1,
              fullScreen: false,
              screenSize: '1280x720',
              playbackSize: '0x0',
              quality: 720,
              frameRate: 29.97,
              track: 'a',
              userAgent: 'b'
            }
          })
          .close(),
        []
      ],
      [
        'field: seeking that is neither true nor false',
        log().start().at('timeupdate', 0.2, { seeking: 'yes' }).close(),
        ['3 field']
      ],
      [
        'seeking-stuck',
        [...Array(30).keys()]
          .reduce((all, i) => all.wait(0.25).at('timeupdate', (i + 1) / 4, { seeking: true }), log().start(60))
          .close(7.5),
        ['22 seeking-stuck']
      ],
      ['position: below zero', log().start().at('pause', -1).close(), ['3 position']],
      [
        'position: behind the end',
        log().start().at('seeking', 12).at('seeked', 12).close(),
        ['3 position', '4 position']
      ],
      ['rate: nothing plays at the rate 0', log().start().at('ratechange', 0, { rate: 0 }).close(), ['3 rate']],
      ['time: the clock goes back', log().start().wait(-0.5).play(0, 1).close(1), ['3 time']],
      [
        'not-playing: from the beginning',
        log().say('durationchange', { duration: 10 }).play(0, 3).close(),
        ['5 not-playing']
      ],
      ['not-playing: after a pause', log().start().play(0, 2).at('pause', 2).play(2, 5).close(), ['15 not-playing']],
      [
        'seek-unannounced',
        log().start(60).play(0, 2).wait(0.25).at('timeupdate', 30).close(30),
        ['11 seek-unannounced']
      ],
      [
        'seek-unannounced: while it pauses',
        log().start(60).play(0, 2).at('pause', 2).at('timeupdate', 30).close(30),
        ['12 seek-unannounced']
      ],
      ['seeked-alone', log().start(60).play(0, 2).at('seeked', 30).close(30), ['11 seeked-alone']],
      [
        'seeking-target',
        log().start(60).play(0, 2).at('seeking', 2).wait(0.1).at('seeked', 30).close(30),
        ['11 seeking-target']
      ],
      ['duration: none', log().at('play', 0).at('playing', 0).play(0, 3).close(3), ['14 duration']],
      [
        'duration: too late',
        log().at('play', 0).at('playing', 0).play(0, 4).say('durationchange', { duration: 10 }).close(4),
        ['18 duration']
      ],
      [
        'ended-early',
        log().start(60).play(0, 5).at('pause', 5, { ended: true }).at('ended', 5).close(5),
        ['24 ended-early']
      ],
      ['ended-missing', log().start(4).play(0, 4).wait(60).close(4), ['19 ended-missing']],
      ['pause-at-end', log().start(4).play(0, 4).at('pause', 4).at('ended', 4).close(4), ['19 pause-at-end']],
      [
        'ad: never over',
        log().start(60).play(0, 2).say('adstart').wait(9).at('play', 2).play(2, 8).close(8),
        ['20 ad']
      ],
      [
        'units: positions in milliseconds',
        log().start(60).wait(0.25).at('timeupdate', 250).close(),
        ['3 position', '3 units']
      ],
      ['still: the position is never read', log().start().play(0, 0).close(), []],
      ['coarse', log().start(600).play(0, 50, 5).close(50), ['3 coarse']],
      ['after-close', log().start().close().at('timeupdate', 1).close(), ['4 after-close']],
      ['no-close', log().start().play(0, 1), ['6 no-close']],
      ['no-close: nothing at all', log(), ['0 no-close']]
    ];
  for (const [story, events, expected, options] of rules)
    it(story, () => expect(faults(events, options)).to.deep.equal(expected));

  it('type: with the one that was probably meant', () => {
    const [pause, update, seek, other] = checkAdapter(
      log().say('paused').say('time-update').say('SEEK').say('banana').close().events
    );
    expect(pause?.message).to.include("did you mean 'pause'");
    expect(update?.message).to.include("did you mean 'timeupdate'");
    expect(seek?.message).to.include("did you mean 'seeking'");
    expect(other?.message).to.include('known are play, playing');
  });

  it('names the field, what was got and what is allowed', () => {
    const messages = checkAdapter(
      log()
        .at('play', '0')
        .at('timeupdate', NaN)
        .say('timeupdate')
        .at('ratechange', 0, { rate: '2' })
        .say('durationchange', { duration: ['60'] })
        .at('surroundings', 0, { surroundings: { volume: 'loud', captions: 7 } })
        .at('surroundings', 0, { surroundings: { captions: 7 } })
        .at('surroundings', 0, { surroundings: { mute: true } })
        .close().events,
      { kind: 'live' }
    ).map(({ message }) => message);
    expect(messages).to.deep.equal([
      'play needs a valid position, got "0".',
      'timeupdate needs a valid position, got NaN.',
      'timeupdate needs a valid position, got undefined.',
      'ratechange needs a valid rate, got "2".',
      'durationchange needs a valid duration, got a list.',
      'surroundings: volume must be a number from 0 (mute) to 1, got "loud".',
      'surroundings: captions must be true or false, got 7.',
      'surroundings: there is no mute; known are captions, captionLanguage, volume, fullScreen, screenSize, playbackSize, ' +
        'quality, frameRate, track, userAgent.'
    ]);
  });

  it('type: nothing that is on every object either', () => {
    expect(faults(log().say('constructor').say('toString').close())).to.deep.equal(['0 type', '1 type']);
  });

  it('shape: what is no event, and no list', () => {
    expect(checkAdapter([null, 3, 'play', []], { whole: false }).map(({ rule }) => rule)).to.deep.equal(
      Array(4).fill('shape')
    );
    expect(checkAdapter({} as never).map(({ rule }) => rule)).to.deep.equal(['shape']);
  });

  it('still: the same position all the time', () => {
    const events = log().start();
    for (let i = 0; i < 40; i++) events.wait(0.25).at('timeupdate', 0);
    expect(faults(events.close())).to.deep.equal(['43 still']);
  });

  it('units: mono in seconds', () => {
    const events = log().start();
    for (let at = 0.25; at < 9; at += 0.25) events.wait(0.00025).at('timeupdate', at);
    expect(faults(events.close(9))).to.include(`${events.events.length - 1} units`);
  });

  it('time: wall in seconds', () => {
    const events = [{ type: 'play', position: 0, mono: 1, wall: 1_700_000_000 }];
    expect(checkAdapter(events, { whole: false }).map(({ rule }) => rule)).to.deep.equal(['time']);
  });
});
