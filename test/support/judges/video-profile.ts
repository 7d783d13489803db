/**
 * The xAPI Video Profile v1.0.3 (https://w3id.org/xapi/video) as our own table: what each statement template wants,
 * where, and of which type. `npx tsx scripts/compare-profile.ts FILE` compares it with the profile's JSON-LD.
 */
const V = 'https://w3id.org/xapi/video/';
const ADL = 'http://adlnet.gov/expapi/verbs/';

export const PROFILE = 'https://w3id.org/xapi/video';
export const PROFILE_VERSION = `${V}v1.0.3`;
export const VIDEO_TYPE = `${V}activity-type/video`;
export const extension = (name: string) => `${V}extensions/${name}`;

export type Where = 'context' | 'result';
export type ValueType = 'number' | 'boolean' | 'string';

export interface Rule {
  readonly where: Where | 'statement' | 'plain-result';
  readonly name: string;
}

const statement = (name: string): Rule => ({ where: 'statement', name });
const plain = (name: string): Rule => ({ where: 'plain-result', name });
const ctx = (name: string): Rule => ({ where: 'context', name });
const res = (name: string): Rule => ({ where: 'result', name });

const ALWAYS = [statement('id'), statement('timestamp')];
const WATCHED = [ctx('length'), res('time'), res('progress'), res('played-segments')];
const USUAL = [ctx('completion-threshold'), ctx('session-id')];

export interface Template {
  readonly verb: string;
  readonly included: readonly Rule[];
  readonly recommended: readonly Rule[];
}

export const TEMPLATES = {
  initialized: {
    verb: `${ADL}initialized`,
    included: [...ALWAYS, ctx('length')],
    recommended: [
      'session-id',
      'cc-enabled',
      'cc-subtitle-lang',
      'frame-rate',
      'full-screen',
      'quality',
      'screen-size',
      'video-playback-size',
      'speed',
      'track',
      'user-agent',
      'volume',
      'completion-threshold'
    ].map(ctx)
  },
  played: {
    verb: `${V}verbs/played`,
    included: [...ALWAYS, res('time')],
    recommended: [ctx('length'), ctx('session-id')]
  },
  paused: { verb: `${V}verbs/paused`, included: [...ALWAYS, ...WATCHED], recommended: USUAL },
  seeked: {
    verb: `${V}verbs/seeked`,
    included: [...ALWAYS, res('time-from'), res('time-to')],
    recommended: [ctx('session-id'), ctx('length'), res('progress'), res('played-segments')]
  },
  completed: {
    verb: `${ADL}completed`,
    included: [...ALWAYS, plain('duration'), plain('completion'), ...WATCHED],
    recommended: USUAL
  },
  terminated: { verb: `${ADL}terminated`, included: [...ALWAYS, ...WATCHED], recommended: USUAL },
  'closed-captioning': {
    verb: `${ADL}interacted`,
    included: [...ALWAYS, res('time'), ctx('cc-enabled'), ctx('cc-subtitle-lang')],
    recommended: [ctx('session-id')]
  },
  volumechange: {
    verb: `${ADL}interacted`,
    included: [...ALWAYS, res('time'), ctx('volume')],
    recommended: [ctx('session-id')]
  },
  screenchange: {
    verb: `${ADL}interacted`,
    included: [...ALWAYS, res('time'), ctx('full-screen'), ctx('screen-size'), ctx('video-playback-size')],
    recommended: [ctx('session-id')]
  }
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof TEMPLATES;

export const TYPES: Readonly<Record<string, { readonly where: Where; readonly type: ValueType }>> = {
  length: { where: 'context', type: 'number' },
  'completion-threshold': { where: 'context', type: 'number' },
  'frame-rate': { where: 'context', type: 'number' },
  quality: { where: 'context', type: 'number' },
  volume: { where: 'context', type: 'number' },
  'cc-subtitle-enabled': { where: 'context', type: 'boolean' },
  'cc-enabled': { where: 'context', type: 'boolean' },
  'full-screen': { where: 'context', type: 'boolean' },
  'cc-subtitle-lang': { where: 'context', type: 'string' },
  'screen-size': { where: 'context', type: 'string' },
  'session-id': { where: 'context', type: 'string' },
  speed: { where: 'context', type: 'string' },
  track: { where: 'context', type: 'string' },
  'user-agent': { where: 'context', type: 'string' },
  'video-playback-size': { where: 'context', type: 'string' },
  'played-segments': { where: 'result', type: 'string' },
  progress: { where: 'result', type: 'number' },
  time: { where: 'result', type: 'number' },
  'time-from': { where: 'result', type: 'number' },
  'time-to': { where: 'result', type: 'number' }
};

/** `initialized`, any number of these, `terminated`. */
export const MIDDLE: readonly TemplateName[] = [
  'played',
  'paused',
  'seeked',
  'volumechange',
  'screenchange',
  'closed-captioning',
  'completed'
];

/** Where this table is meant to differ from the JSON-LD, and why. Keys are what compare-profile.ts prints. */
export const DEPARTURES: Readonly<Record<string, string>> = {
  'extension cc-enabled: only in the table':
    'the templates ask for cc-enabled, the concept is called cc-subtitle-enabled; both are judged as booleans',
  'template initialized: objectActivityType: table VIDEO_TYPE, profile none':
    'the profile forgot it there; its prose wants the type on every statement'
};
