import { config as chai } from 'chai';
import { setup, type KalturaPlayer } from '@playkit-js/kaltura-player-js';
import '../../src/index.js';
import type { PluginStatus, XapiPlayerEvents } from '../../src/index.js';
import type { XapiConfig } from '../../src/settings/config.js';
import type { Problem } from '../../src/settings/settings.js';
import type { Watched } from '../../src/viewing/watched.js';
import type { Statement } from '../../src/xapi/statement.js';
import { judgeStatement } from './judges/judge-statement.js';
import { IdJudge } from './judges/unique-ids.js';
import { media, type Media } from './media.js';
import { closePage } from './page.js';
import { KalturaAccount } from './kaltura.js';
import { RecordStore } from './record-store.js';

export { media };

// Whole lists of statements are compared at a glance: an abbreviated one helps nobody.
chai.truncateThreshold = 0;

/** The plugin's methods, as a page sees them. */
export interface XapiApi {
  status(): Promise<PluginStatus>;
  flush(): Promise<void>;
  watched(): Watched | undefined;
  retry(ids?: readonly string[]): Promise<number>;
  forget(): Promise<void>;
  collect(type: string | number, fields?: object): boolean;
  pageLoad(fields?: object): boolean;
  buttonClicked(fields?: object): boolean;
}

/** A real player with the plugin, and the record store that it speaks to. */
export interface Stage {
  readonly player: KalturaPlayer;
  readonly store: RecordStore;
  readonly xapi: XapiApi;
  /** What the plugin complained of since the player was set up. */
  readonly problems: readonly Problem[];
  /** Resolves with the payload of the player's next event of that name (for which `when` holds). */
  next(name: string, when?: () => boolean): Promise<unknown>;
  /** The next of the plugin's own events (for which `when` holds). */
  nextOf<N extends keyof XapiPlayerEvents>(
    name: N,
    when?: (payload: XapiPlayerEvents[N]) => boolean
  ): Promise<XapiPlayerEvents[N]>;
  /** Gives the player its media, and nothing more. */
  load(media: Media): void;
  /** Gives the plugin other settings. */
  configure(xapi: object): void;
  /** Plays until the playhead has come to `position` seconds. It stops for nothing: half a second more is usual. */
  playTo(position: number): Promise<void>;
  pause(): Promise<void>;
  /** Seeks and waits until the seek has settled. */
  seek(position: number): Promise<void>;
  /** Plays until the media is over. */
  playToEnd(): Promise<void>;
  /** Sends what waits and gives what the record store received so far, each statement judged. */
  received(): Promise<readonly Statement[]>;
}

const open: {
  readonly player: KalturaPlayer;
  readonly box: HTMLElement;
  readonly store: RecordStore;
  readonly ids: IdJudge;
}[] = [];
let count = 0;

/** What the tests say unless they say otherwise. */
export const usual = (store: RecordStore): XapiConfig => ({
  endpoint: store.endpoint,
  key: 'demo-key',
  secret: 'demo-secret',
  user: { id: 'johnuser', name: 'John User' },
  site: { homePage: 'https://example.mediaspace.kaltura.com' },
  linger: 0,
  // Specs of Kaltura's own services say where those are.
  stats: 'No'
});

/** A record store that nobody else writes to. */
export const newStore = (): RecordStore => new RecordStore(`t${++count}-${Math.random().toString(36).slice(2)}`);

/**
 * Opens a player. What `config` gives as `undefined` is left out, so that a spec can take away what is usual.
 * @param options what else `setup` is told
 * @param plugins the configuration of other plugins
 */
export function openStage(
  config: { [K in keyof XapiConfig]: unknown } = {},
  options: object = {},
  plugins: object = {}
): Stage {
  const store = newStore();
  return openStageOn(store, { ...plugins, xapi: { ...usual(store), ...config } }, options);
}

/** Plays two entries of a playlist, `0_first` to its end and the beginning of `0_second`. */
export async function playPlaylist({ player, next, playToEnd, playTo }: Stage): Promise<void> {
  const { sources: first } = media.mp4('short.mp4', { id: '0_first' });
  const { sources: second } = media.mp4('eight.mp4', { id: '0_second' });
  const changed = next('kaltura-player-playlistitemchanged', () => player.sources.id === '0_second');
  player.setPlaylist(
    { id: 'list', items: [{ sources: first }, { sources: second }] } as never,
    { options: { autoContinue: true }, countdown: { showing: false } } as never
  );
  await playToEnd();
  await changed;
  await playTo(0.3);
}

/** Opens a player that is told nothing but this. */
export function openStageOn(store: RecordStore, plugins: object, options: object = {}): Stage {
  const box = document.createElement('div');
  box.id = `stage-${++count}`;
  box.style.cssText = 'width:320px;height:180px';
  document.body.append(box);
  const player = setup({
    targetId: box.id,
    // Never Kaltura's own: what specs do is not to be counted.
    provider: { partnerId: 1091, uiConfId: 1, env: new KalturaAccount('nobody').env },
    log: { level: 'ERROR' },
    plugins,
    ...options
  } as never);
  const ids = new IdJudge();
  open.push({ player, box, store, ids });
  return stageOf(player, store, ids);
}

function stageOf(player: KalturaPlayer, store: RecordStore, ids: IdJudge): Stage {
  const { Core } = player.Event;
  const problems: Problem[] = [];
  player.addEventListener('xapi_problem', ({ payload }: { payload: Problem }) => void problems.push(payload));
  player.addEventListener('xapi_statement', ({ payload }: { payload: XapiPlayerEvents['xapi_statement'] }) =>
    ids.hear(payload)
  );

  const listen = <P>(name: string, when: (payload: P) => boolean): Promise<P> =>
    new Promise((resolve) => {
      const heard = ({ payload }: { payload: P }): void => {
        if (!when(payload)) return;
        player.removeEventListener(name, heard);
        resolve(payload);
      };
      player.addEventListener(name, heard);
    });
  const xapi = player.plugins['xapi'] as unknown as XapiApi;

  const stage: Stage = {
    player,
    store,
    xapi,
    problems,
    next: (name, when = () => true) => listen(name, when),
    nextOf: (name, when = () => true) => listen(name, when),
    load: (media) => player.setMedia(media as never),
    configure: (config) => player.configure({ plugins: { xapi: config } } as never),
    async playTo(position) {
      const there = stage.next(
        Core.TIME_UPDATE,
        () => (player.currentTime ?? 0) >= position && player.seeking !== true
      );
      if (player.paused !== false) player.play();
      await there;
    },
    async pause() {
      const paused = stage.next(Core.PAUSE);
      player.pause();
      await paused;
    },
    async seek(position) {
      const settled = stage.next(Core.SEEKED);
      player.currentTime = position;
      await settled;
    },
    async playToEnd() {
      const ended = stage.next(Core.PLAYBACK_ENDED);
      if (player.paused !== false) player.play();
      await ended;
    },
    async received() {
      await xapi.flush();
      const statements = await store.statements();
      ids.check();
      const complaints = statements.flatMap((statement) => judgeStatement(statement));
      if (complaints.length) throw new Error(complaints.join('\n'));
      return statements;
    }
  };
  return stage;
}

/** Ends every player that a spec opened, and the page's outbox: for the next spec the page is new. */
export async function closeStages(): Promise<void> {
  const closed = open.splice(0);
  for (const { player, box, store } of closed) {
    try {
      player.destroy();
    } catch {
      // Destroyed by the spec itself.
    }
    box.remove();
    await store.faults({});
    await store.release();
  }
  closePage();
  closed.forEach(({ ids }) => ids.check());
}
