import type { Entry } from '../events/entry.js';
import { number, oneOf, text, yesNo } from '../schema/form-values.js';
import { asEmail, asIri, asLanguage, asLanguageMap, asText } from '../schema/formats.js';
import { isBlank, isFunction, isObject, isText, only } from '../schema/kinds.js';
import { expects, fields, never, type Read } from '../schema/reader.js';
import type { XapiConfig } from './config.js';
import { defaultEvents } from './defaults.js';
import { httpUrl, statementsUrl, withoutSlashes } from './endpoint.js';

import { analytics, stats } from './rules-kaltura.js';
import type { BeforeSend, Category, EventName, PerEntry, Token, Verb } from './settings.js';

const address = 'an http:// or https:// address';
const anIri = 'an absolute IRI';
export const iri: Read<string> = expects(anIri, asIri);
const secret: Read<string> = expects('text', asText, { secret: true });

const isToken = (value: unknown): value is Token => isText(value) || isFunction(value);
const isBeforeSend = (value: unknown): value is BeforeSend => isFunction(value);
const isSource = (value: unknown): value is string | object => isText(value) || isObject(value);

/** An empty id or name is worth a warning, where an empty field of a form is not: the viewer becomes somebody else. */
const identity = { level: 'warning', code: 'bad-identity', skip: (value: unknown) => value == null } as const;
const person: Read<string> = expects('text', asText, identity);

const asHomePage = (value: unknown): string | undefined => {
  const iri = httpUrl(value) && asIri(value);
  return iri && withoutSlashes(iri);
};

const homePage: Read<string> = expects(address, asHomePage, {
  level: 'warning',
  code: 'bad-site',
  then: "The page's origin is used",
  skip: never
});

/** A template is good when an id in it makes an IRI of it. */
const template = (id: string): Read<string> =>
  expects(`${anIri} with {homePage} or ${id}`, (value) => {
    const text = asText(value);
    return asIri(text?.split('{homePage}').join('a:').split(id).join('0')) && text;
  });

const forEvents = <T>(read: Read<T>) => {
  const names = Object.keys(defaultEvents).map((name) => [name, read]);
  return fields(Object.fromEntries(names) as Readonly<Record<EventName, Read<T>>>);
};

const verbFields = fields({
  id: expects(anIri, asIri, { skip: never }),
  display: expects('words by language tag', asLanguageMap)
});

/** Every verb must have words. The end of its IRI is what its author called it. */
const verb: Read<Verb> = (value, path, report) => {
  const { id, display } = verbFields(isText(value) && !isBlank(value) ? { id: value } : value, path, report) ?? {};
  return id
    ? {
        id,
        display: display ?? {
          en:
            id
              .split(/[/#:]+/)
              .filter(Boolean)
              .pop() ?? id
        }
      }
    : undefined;
};

/** What a category says, in settings and in events of a portal. */
export const CATEGORY = { id: expects('text', asText, { skip: never }), name: text, url: iri };

const categoryFields = fields(
  CATEGORY,
  // A page outside any channel fills the fields in with nothing.
  { skip: (value) => isBlank(value) || (isObject(value) && Object.values(value).every(isBlank)) }
);

const category: Read<Category> = (value, path, report) => {
  const { id, ...rest } = categoryFields(value, path, report) ?? {};
  return id ? { id, ...rest } : undefined;
};

/** Not a name of a header that an object keeps for itself. */
const isPlain = (name: string): boolean => name !== '__proto__';

/** What `fetch` would throw on is found here. No value is shown: a header may well be a credential. */
const isHeader = (name: string, value: unknown): value is string => {
  try {
    return isText(value) && !!new Headers([[name, value]]);
  } catch {
    return false;
  }
};

const anObject = expects('an object', only(isObject));

const headers: Read<Readonly<Record<string, string>>> = (value, at, report) => {
  const kept: Record<string, string> = {};
  for (const [name, text] of Object.entries(anObject(value, at, report) ?? {})) {
    const path = `${at}.${name}`;
    if (/^(authorization|x-experience-api-version|content-type)$/i.test(name))
      report({ path, what: 'the plugin sets it itself', level: 'warning' });
    else if (isPlain(name) && isHeader(name, text)) kept[name] = text;
    else report({ path, what: "expected a header's name and text" });
  }
  return kept;
};

/** What shapes a viewing, under the names of `ViewingRules`. */
export const viewingRules = {
  beaconInterval: oneOf('quarters', 'onePercent'),
  videoEndPercent: number('above 0, at most 100', (n) => n > 0 && n <= 100),
  videoEndSeconds: number('from 0', (n) => n >= 0),
  completionRule: oneOf('reached', 'watched')
};

/** What a function of the entry answers is looked at where an entry's settings are asked for: only there it is asked. */
const isAsked = <T>(value: unknown): value is (entry: Entry) => T | undefined => isFunction(value);

const perEntry =
  <T>(read: Read<T>): Read<PerEntry<T>> =>
  (value, path, report) =>
    isAsked<T>(value) ? value : read(value, path, report);

/** What may also be a function of the entry: its answers are read by the same rules, for each entry anew. */
export const entryRules = {
  category,
  playbackContext: text,
  activityId: template('{entryId}')
};

/** What the encoders need to know, under the names of `Wording`. */
export const wordingRules = {
  hashEmail: yesNo,
  sendName: yesNo,
  visit: yesNo,
  sendCommentText: yesNo,
  anonymous: oneOf('viewing', 'browser', 'skip'),
  category: perEntry(entryRules.category),
  applicationName: text,
  playbackContext: perEntry(entryRules.playbackContext),
  activityId: perEntry(entryRules.activityId),
  categoryUrl: template('{categoryId}'),
  vocabulary: oneOf('kaltura', 'video', 'both'),
  verbs: forEvents(verb),
  language: expects('a language tag', asLanguage, { level: 'warning' })
};

/** Who watches. */
export const readUser = fields(
  { id: person, name: person, email: expects('an e-mail address', asEmail, { ...identity, skip: isBlank }) },
  // A blank one is nobody.
  { ...identity, skip: isBlank }
);

/** How each setting is read. `satisfies` makes a setting without a rule, or a rule without a setting, an error. */
export const readFields = fields({
  enabled: yesNo,
  disable: yesNo,
  debug: yesNo,
  endpoint: expects(`${address}, no password in it`, statementsUrl, { skip: never }),
  usePersonalOAuthToken: yesNo,
  key: secret,
  secret,
  oauthToken: expects('text or a function', only(isToken), { secret: true }),
  headers,
  linger: number('from 0 to 60', (n) => n >= 0 && n <= 60),
  xapiVersion: oneOf('1.0.3', '2.0.0'),
  sendAccountInfoInsteadOfEmail: yesNo,
  // The older spelling, and `userId` below, are gone before rules are asked. They are here to be suggested.
  sendAccountinfoInsteadOfEmail: yesNo,
  user: readUser,
  userId: text,
  site: fields({ homePage, name: text, productId: iri }),
  events: forEvents(yesNo),
  stats,
  analytics,
  ks: expects('text or a function', only(isToken), {
    secret: true,
    level: 'warning',
    then: "The player's own is used"
  }),
  outbox: fields({
    maxMegabytes: number('above 0, at most 100', (n) => n > 0 && n <= 100),
    maxDays: number('above 0, at most 365', (n) => n > 0 && n <= 365)
  }),
  beforeSend: expects('a function', only(isBeforeSend)),
  referrer: expects('text, such as kiosk://device-001', asText, {
    level: 'warning',
    then: "The page's address is sent"
  }),
  siteSettings: expects('an address or an object', only(isSource)),
  ...viewingRules,
  ...wordingRules
} satisfies { readonly [K in keyof XapiConfig]-?: Read<unknown> });
