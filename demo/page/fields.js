// @ts-check
/**
 * The settings that the form shows: names, values and words as the Xapi module's page has them, then the plugin's own.
 * `path` is the setting's name; `when` shows a field only while another has a value.
 */
import { credentials } from './store.js';

/**
 * @typedef {object} Field
 * @property {string} path
 * @property {'text' | 'decimal' | 'secret' | 'choice'} kind
 * @property {string} help
 * @property {string} value what the demo starts with
 * @property {readonly string[]} [choices]
 * @property {readonly [path: string, value: string]} [when]
 * @property {string} [placeholder]
 */

/** @type {readonly string[]} */
const yesNo = ['No', 'Yes'];

/** @type {(path: string, value: string, help: string, more?: Partial<Field>) => Field} */
const text = (path, value, help, more) => ({ path, kind: 'text', value, help, ...more });

/** @type {(path: string, choices: readonly string[], value: string, help: string) => Field} */
const choice = (path, choices, value, help) => ({ path, kind: 'choice', choices, value, help });

/** The Xapi module, in its order. @type {readonly Field[]} */
export const connection = [
  choice('enabled', yesNo, 'Yes', 'Enable the Xapi module.'),
  text('endpoint', credentials.endpoint, 'Your LRS XAPI (TinCan) endpoint'),
  choice(
    'usePersonalOAuthToken',
    yesNo,
    'No',
    'A token that is used to authenticate using the Bearer type with OAuth2.0 protocol.'
  ),
  text('oauthToken', credentials.token, 'The viewer’s token. On a real page usually a function that fetches one.', {
    kind: 'secret',
    when: ['usePersonalOAuthToken', 'Yes']
  }),
  text('key', credentials.key, 'The XAPI app key defined in your LRS'),
  text('secret', credentials.secret, 'The XAPI app secret defined in your LRS', { kind: 'secret' }),
  choice(
    'sendAccountInfoInsteadOfEmail',
    yesNo,
    'No',
    'No: the user’s email address, or user ID and site where there is none. Yes: only the user ID and site.'
  )
];

/** Apply from the next playback session. The first three are the module's, too. @type {readonly Field[]} */
export const shaping = [
  text('videoEndPercent', '100', 'Finished when the viewer reaches this percentage or more. Default: 100', {
    kind: 'decimal'
  }),
  text('videoEndSeconds', '0', 'Finished when this many seconds or less remain. Default: 0', { kind: 'decimal' }),
  choice(
    'beaconInterval',
    ['Quarters', 'One percent'],
    'Quarters',
    'Quarters: at 0%, 25%, 50%, 75% and 100%. One percent: every 1%, 1 to 30 seconds apart.'
  ),
  choice(
    'completionRule',
    ['reached', 'watched'],
    'reached',
    'reached: the playhead is there while playing. watched: that much has truly played.'
  )
];

/** @type {readonly Field[]} */
export const viewer = [
  text('user.id', 'johnuser', 'The Kaltura user ID'),
  text('user.name', 'John User', 'As reports show it'),
  text('user.email', 'john.user@example.com', 'Empty: user ID and site are sent')
];

/** @type {readonly Field[]} */
export const wording = [
  choice('vocabulary', ['kaltura', 'video', 'both'], 'kaltura', 'Kaltura’s words, the xAPI Video Profile, or both'),
  text('category.id', '21212121', 'Channel, gallery or course'),
  text('category.name', 'Marketing', ''),
  text('category.url', 'https://example.mediaspace.kaltura.com/default/channels/view/channelid/21212121', 'Its page'),
  text('applicationName', 'Kaltura MediaSpace', 'The statement’s platform'),
  text('playbackContext', '', 'Empty: the category’s ID')
];

/** @type {readonly Field[]} */
export const further = [
  text('linger', '2', 'Seconds that statements may gather before they are sent together, 0 to 60. Default: 5', {
    kind: 'decimal'
  }),
  choice('xapiVersion', ['1.0.3', '2.0.0'], '1.0.3', 'The version spoken to the record store'),
  choice(
    'anonymous',
    ['viewing', 'browser', 'skip'],
    'viewing',
    'Without a user: an account per viewing, per browser, or nothing sent'
  ),
  choice('hashEmail', yesNo, 'No', 'Yes: the SHA-1 of the email address instead of the address'),
  text('site.homePage', 'https://example.mediaspace.kaltura.com', 'The site that the user ID belongs to'),
  text('language', '', 'Language tag of names. Empty: en for site and category, und for entries', {
    placeholder: 'en'
  }),
  text('activityId', '', 'Template of the video’s id', { placeholder: '{homePage}/media/t/{entryId}' }),
  text('categoryUrl', '', 'Template of the category’s id', { placeholder: '{homePage}/category/{categoryId}' }),
  choice(
    'beforeSend',
    ['not set', 'drops the name', 'drops pauses', 'throws'],
    'not set',
    'Your own function over each statement. What it throws on is held back, never sent.'
  )
];

/** Kaltura's own services. @type {readonly Field[]} */
export const kaltura = [
  choice('stats.enabled', ['auto', ...yesNo], 'auto', 'Stats events. auto: unless Kaltura’s own plugin counts already'),
  choice('stats.transport', ['post', 'get'], 'post', 'As the events guide says, or all of it in the address'),
  choice('analytics.enabled', yesNo, 'Yes', 'Pages and buttons, when the page tells them'),
  choice('analytics.playerEvents', [...yesNo, 'force'], 'No', 'The player’s events through trackEvent, too')
];

export const allFields = [...connection, ...shaping, ...viewer, ...wording, ...kaltura, ...further];

/** @type {Record<string, (statement: any) => unknown>} */
const edits = {
  'not set': () => undefined,
  'drops the name': (statement) => void delete statement.actor.name,
  'drops pauses': (statement) => (/\/paused$/.test(statement.verb.id) ? null : undefined),
  throws: () => {
    throw new Error('beforeSend of the demo throws');
  }
};

/**
 * The form's values as settings for the plugin. Objects are given whole: the player merges them deeply, and a blank
 * is how a setting is taken back.
 * @param {ReadonlyMap<string, string>} values by path
 */
export function toConfig(values) {
  /** @type {Record<string, any>} */
  const config = {};
  for (const [path, value] of values) {
    const [name = '', key] = path.split('.');
    if (key) config[name] = { ...config[name], [key]: value };
    else config[name] = name === 'beforeSend' ? edits[value] : value;
  }
  // A category without an id is a mistake; without anything it is left out.
  if (config['category'] && Object.values(config['category']).every((value) => !value)) config['category'] = '';
  return config;
}

/** What the embed code says at first. `enabled` is the AND of all places, so the embed code keeps out of it. */
export function initialConfig() {
  const values = new Map(allFields.map(({ path, value }) => [path, value]));
  values.delete('enabled');
  values.delete('beforeSend');
  return toConfig(values);
}
