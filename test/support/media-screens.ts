import sinon from 'sinon';
import type { WireEvent } from '../../demo/kaltura/account.js';
import {
  trackMedia,
  type EntrySource,
  type MediaEntry,
  type MediaTracking,
  type TextTrackListLike
} from '../../src/media/index.js';
import type { XapiConfig } from '../../src/settings/config.js';
import type { Statement } from '../../src/xapi/statement.js';
import { judgeStatement } from './judges/judge-statement.js';
import { IdJudge } from './judges/unique-ids.js';
import { KalturaAccount } from './kaltura.js';
import type { RecordStore } from './record-store.js';
import { serverUrl } from './server.js';
import { closeStages, newStore, usual } from './stage.js';

/** A piece of media that every player can show. */
export interface Film {
  readonly id: string;
  /** Under /media of the test server. */
  readonly path: string;
  readonly duration: number;
}

export const films = {
  short: { id: '0_shortmp4', path: 'short.mp4', duration: 2 },
  six: { id: '0_sixmp4', path: 'six.mp4', duration: 6 },
  eight: { id: '0_eightmp4', path: 'eight.mp4', duration: 8 },
  lecture: { id: '0_lecturemp4', path: 'lecture.mp4', duration: 60 },
  hls: { id: '0_hls', path: 'hls/master.m3u8', duration: 20 },
  /** Its length is what has been sent so far. */
  live: { id: '0_live', path: '../live/master.m3u8', duration: NaN },
  again: { id: '0_again', path: 'hls/master.m3u8', duration: 20 }
} as const satisfies Readonly<Record<string, Film>>;

export const addressOf = ({ path }: Film): string => `${serverUrl()}/media/${path}`;

/** A player of some make, in the hands of a script. */
export interface Screen {
  load(film: Film): void;
  position(): number;
  rate(rate: number): void;
  /** Plays until the playhead has come to `position` seconds. */
  playTo(position: number): Promise<void>;
  pause(): Promise<void>;
  /** Seeks and waits until the seek has settled. */
  seek(position: number): Promise<void>;
  playToEnd(): Promise<void>;
  /** What the record store received, each statement judged. */
  received(): Promise<readonly Statement[]>;
  /** The types of stats events, in the order of arrival; buffering left out, which depends on the machine. */
  stats(): Promise<string>;
}

/** What the players of other makes have in common: an element that plays. */
export interface ElementScreen extends Screen {
  readonly element: HTMLVideoElement;
  readonly tracking: MediaTracking;
  readonly store: RecordStore;
  readonly account: KalturaAccount;
  next(name: string, when?: () => boolean): Promise<Event>;
}

const closing: (() => void)[] = [];

/** What a spec has to end, the newest first. */
export const whenClosed = (close: () => void): void => void closing.unshift(close);

export function closeScreens(): void {
  closing.splice(0).forEach((close) => close());
}

/** Ends what a test opened and put in place of the browser's own. */
export async function closeAll(): Promise<void> {
  closeScreens();
  sinon.restore();
  await closeStages();
}

/** What the tests say unless they say otherwise. */
export const usualSettings = (store: RecordStore, account: KalturaAccount): XapiConfig => ({
  ...usual(store),
  stats: { partnerId: 1091, uiConfId: 23456, serviceUrl: (account.env as { serviceUrl: string }).serviceUrl }
});

export const typesOf = (events: readonly WireEvent[]): string =>
  events
    .filter(({ service }) => service === 'stats')
    .map(({ fields }) => fields['eventType'])
    .filter((type) => type !== '12' && type !== '13')
    .join(' ');

export function newVideo(): HTMLVideoElement {
  const element = document.createElement('video');
  element.style.cssText = 'width:320px;height:180px';
  document.body.append(element);
  whenClosed(() => {
    element.pause();
    element.removeAttribute('src');
    element.load();
    element.remove();
  });
  return element;
}

export const nextOf = (element: EventTarget, name: string, when: () => boolean = () => true): Promise<Event> =>
  new Promise((resolve) => {
    const heard = (event: Event): void => {
      if (!when()) return;
      element.removeEventListener(name, heard);
      resolve(event);
    };
    element.addEventListener(name, heard);
  });

export interface ScreenOptions {
  readonly settings?: object | ((account: KalturaAccount) => object);
  readonly entry?: EntrySource;
  readonly textTracks?: TextTrackListLike;
  /** How the element is given its media. Left out: as its `src`. */
  readonly give?: (element: HTMLVideoElement, film: Film) => void;
}

const settingsOf = ({ settings = {} }: ScreenOptions, account: KalturaAccount): object =>
  typeof settings === 'function' ? (settings as (account: KalturaAccount) => object)(account) : settings;

/** Settings under which the analytics are told what the player does, too. */
export const withAnalytics =
  (more: object = {}) =>
  (account: KalturaAccount): object => ({
    ...more,
    analytics: {
      partnerId: 1091,
      playerEvents: true,
      serviceUrl: (account.env as { analyticsServiceUrl: string }).analyticsServiceUrl
    }
  });

/** Tracks an element; the film that it was given last is the entry, unless the options say otherwise. */
export function openElement(element = newVideo(), options: ScreenOptions = {}): ElementScreen {
  const store = newStore();
  const account = new KalturaAccount();
  let film: MediaEntry | undefined;
  // Libraries give the element its media a little later.
  let loaded: Promise<unknown> = Promise.resolve();
  const tracking = trackMedia(element, {
    ...(options.textTracks && { textTracks: options.textTracks }),
    entry: 'entry' in options ? options.entry : () => film,
    settings: { ...usualSettings(store, account), ...settingsOf(options, account) }
  });
  const ids = new IdJudge();
  tracking.on('xapi_statement', ids.hear);
  whenClosed(() => {
    tracking.stop();
    ids.check();
  });
  const give = options.give ?? ((video, one) => (video.src = addressOf(one)));
  const next = (name: string, when?: () => boolean): Promise<Event> => nextOf(element, name, when);
  return {
    element,
    tracking,
    store,
    account,
    next,
    load(one) {
      film = { id: one.id, name: one.path };
      loaded = next('loadedmetadata');
      give(element, one);
    },
    position: () => element.currentTime,
    rate: (rate) => (element.playbackRate = rate),
    async playTo(position) {
      await loaded;
      const there = next(
        'timeupdate',
        // Where a stream skips its first tenths of a second, nothing has played yet.
        () => element.currentTime >= position && !element.paused && !element.seeking
      );
      if (element.paused) await element.play();
      await there;
    },
    async pause() {
      const paused = next('pause');
      element.pause();
      await paused;
    },
    async seek(position) {
      const settled = next('seeked');
      element.currentTime = position;
      await settled;
    },
    async playToEnd() {
      await loaded;
      const ended = next('ended');
      if (element.paused) await element.play();
      await ended;
    },
    async received() {
      await tracking.flush();
      const statements = await store.statements();
      ids.check();
      const complaints = statements.flatMap((statement) => judgeStatement(statement));
      if (complaints.length) throw new Error(complaints.join('\n'));
      return statements;
    },
    async stats() {
      await tracking.flush();
      return typesOf(await account.events());
    }
  };
}
