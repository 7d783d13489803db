import { readSettings, type Environment, type Layer, type Reading } from '../../../src/settings/read-settings.js';
import type { EventName } from '../../../src/settings/settings.js';

export const page: Environment = { origin: 'https://page.example' };

/** A configuration that has nothing wrong with it. Tests spoil one setting of it. */
export const good = {
  endpoint: 'https://lrs.example/xapi',
  key: 'the-key',
  secret: 'the-secret',
  site: { homePage: 'https://site.example' }
};

export const read = (...layers: readonly Layer[]): Reading => readSettings(layers, page);

/** What is read of the good configuration with some settings changed. */
export const spoiled = (settings: object): Reading => read(good, settings);

export const problemsOf = (settings: object): readonly string[] =>
  spoiled(settings).problems.map(({ level, code, path }) => `${level} ${code} ${path}`);

/** The switches of all events, alike. */
export const switched = (on: boolean): Readonly<Record<EventName, boolean>> => ({
  playProgress: on,
  play: on,
  pause: on,
  seek: on,
  playbackRateChange: on,
  terminated: on,
  categoryView: on,
  login: on,
  entryLike: on,
  entryUnlike: on,
  entryComment: on,
  entryUpload: on,
  entryPublish: on,
  entryUnlisted: on,
  entryCollaborator: on,
  captureSpaceLaunch: on
});
