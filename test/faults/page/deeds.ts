import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import type { Deed } from './protocol.js';

/** Resolves at the next of these events. */
function next(player: KalturaPlayer, ...names: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const heard = (): void => {
      for (const name of names) player.removeEventListener(name, heard);
      resolve();
    };
    for (const name of names) player.addEventListener(name, heard);
  });
}

/** Does it, and waits until the player says that it is done. */
export async function perform(player: KalturaPlayer, deed: Deed): Promise<void> {
  const { PLAYING, TIME_UPDATE, PAUSE, SEEKED, RATE_CHANGE, ENDED } = player.Event.Core;
  switch (deed.do) {
    case 'play': {
      if (player.paused === false) return;
      // WebKitGTK does not always say PLAYING again.
      const plays = next(player, String(PLAYING), String(TIME_UPDATE));
      player.play();
      return plays;
    }
    case 'pause': {
      if (player.paused !== false) return;
      const pauses = next(player, String(PAUSE));
      player.pause();
      return pauses;
    }
    case 'seek': {
      const settles = next(player, String(SEEKED));
      player.currentTime = deed.to;
      return settles;
    }
    case 'rate': {
      if (player.playbackRate === deed.rate) return;
      const changes = next(player, String(RATE_CHANGE));
      player.playbackRate = deed.rate;
      return changes;
    }
    case 'end': {
      const ends = next(player, String(ENDED));
      player.play();
      return ends;
    }
  }
}
