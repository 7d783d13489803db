/** What the types must accept, and what they must refuse. Checked by `tsc`; nothing here runs. */
import type { Entry } from '../../../src/events/entry.js';
import type { XapiConfig } from '../../../src/settings/config.js';
import { readSettings } from '../../../src/settings/read-settings.js';
import type { Settings } from '../../../src/settings/settings.js';

const module: XapiConfig = {
  enabled: 'Yes',
  endpoint: 'https://lrs.example/xapi',
  usePersonalOAuthToken: 'No',
  key: 'key',
  secret: 'secret',
  sendAccountInfoInsteadOfEmail: 'No',
  videoEndPercent: '100',
  videoEndSeconds: '0',
  beaconInterval: 'One percent'
};
const typed: XapiConfig = {
  enabled: true,
  videoEndPercent: 95,
  beaconInterval: 'onePercent',
  userId: 7,
  oauthToken: async () => Promise.resolve('token'),
  category: ({ id, name }: Entry) => ({ id, name: name ?? id }),
  playbackContext: 42,
  activityId: (entry) => `https://x/${entry.id}`,
  verbs: { play: 'http://v/play', pause: { id: 'http://v/pause' } },
  events: ['play', 'terminated', 'login', 'kalturaCaptureLaunch'],
  sendCommentText: 'Yes',
  beforeSend: (statement) => ({ ...statement, result: undefined }),
  siteSettings: module
};

const edits: XapiConfig = {
  beforeSend: (statement) => {
    delete statement.actor.name;
    statement.context.platform = 'kiosk';
    const { id } = statement.verb;
    return id.endsWith('/paused') ? null : { ...statement, result: { success: true } };
  }
};
// @ts-expect-error a statement has no such member
const member: XapiConfig = { beforeSend: (statement) => statement.platform };
// @ts-expect-error it must be synchronous
const later: XapiConfig = { beforeSend: async (statement) => Promise.resolve(statement) };
// @ts-expect-error a word that is not the module's
const word: XapiConfig = { enabled: 'On' };
// @ts-expect-error thirds do not exist
const thirds: XapiConfig = { beaconInterval: 'Thirds' };
// @ts-expect-error an unknown key
const key: XapiConfig = { videoEndPercnt: 90 };
// @ts-expect-error an unknown key of a part
const part: XapiConfig = { user: { mail: 'a@b.c' } };
// @ts-expect-error no event of the guide
const event: XapiConfig = { events: ['logout'] };
// @ts-expect-error a verb needs an id
const verb: XapiConfig = { verbs: { play: { display: { en: 'played' } } } };
// @ts-expect-error a category needs an id
const category: XapiConfig = { category: () => ({ name: 'Marketing' }) };
// @ts-expect-error a switch is no number
const switched: XapiConfig = { debug: 1 };
// @ts-expect-error only the versions that are spoken
const version: XapiConfig = { xapiVersion: '1.0.2' };
// @ts-expect-error header values are texts
const headers: XapiConfig = { headers: { 'X-Tenant': 4 } };
// @ts-expect-error a token is a text, or a function that gives one
const token: XapiConfig = { oauthToken: () => 42 };
// @ts-expect-error what is left out is left out
const nothing: XapiConfig = { linger: undefined };

const { settings }: { settings: Settings } = readSettings([module, typed, undefined], {
  origin: 'https://page.example'
});
// @ts-expect-error settings are made once
settings.enabled = false;
// @ts-expect-error a destination may be off
const url: string = settings.lrs.url;

export const all = [word, thirds, key, part, event, verb, category, switched, version, headers, token, nothing, url];
