import {
  PROFILE,
  PROFILE_VERSION,
  TEMPLATES,
  VIDEO_TYPE,
  extension,
  type TemplateName
} from '../../support/judges/video-profile.js';

const ACTOR = {
  objectType: 'Agent',
  name: 'John User',
  account: { name: 'johnuser', homePage: 'https://example.mediaspace.kaltura.com' }
};
const VERB = { id: 'http://activitystrea.ms/schema/1.0/watch', display: { en: 'watched' } };
const RESULT = { extensions: { 'https://w3id.org/xapi/cmi5/result/extensions/progress': 50 } };
const CATEGORY = [
  {
    objectType: 'Activity',
    id: 'http://tincan-definitions.kaltura.com/products/mediaspace/1',
    definition: { type: 'http://id.tincanapi.com/activitytype/source' }
  },
  {
    objectType: 'Activity',
    id: 'https://example.mediaspace.kaltura.com/default/channels/view/channelid/21212121',
    definition: { type: 'http://id.tincanapi.com/activitytype/category', name: { en: 'Marketing' } }
  }
];
const OTHER = [
  {
    objectType: 'Activity',
    id: 'https://example.mediaspace.kaltura.com',
    definition: { type: 'http://activitystrea.ms/schema/1.0/application', name: { en: 'Kaltura MediaSpace' } }
  }
];

/** The sample of Kaltura's xAPI guide as it is printed there: no object, and `other` in the wrong place. */
export const PUBLISHED = {
  actor: ACTOR,
  verb: VERB,
  result: RESULT,
  context: { contextActivities: { category: CATEGORY }, other: OTHER }
};

/** The same facts in the valid form, with the id and the timestamp that a resend is recognised by. */
export const REPAIRED = {
  id: '6f1a3c1e-6d0f-4b52-9d4a-3f2f9a4b7c11',
  actor: ACTOR,
  verb: VERB,
  object: {
    objectType: 'Activity',
    id: 'https://example.mediaspace.kaltura.com/media/t/0_abc12345',
    definition: { type: VIDEO_TYPE, name: { en: 'A talk' } }
  },
  result: RESULT,
  context: { contextActivities: { category: CATEGORY, other: OTHER } },
  timestamp: '2026-06-04T09:16:00.000Z'
};

export const SESSION = '0b9f8a52-7a55-4a0e-8c3e-1f6f5f6f0a01';
const REGISTRATION = '4c0b6b1a-53cf-4f7c-9d6b-0f3a7e6f2b02';
let made = 0;

interface Says {
  readonly context?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly plain?: Record<string, unknown>;
  readonly id?: string;
}

/** A statement of the Video Profile with a fresh id, a second after the one made before it. */
export function video(name: TemplateName, { context = {}, result = {}, plain = {}, id }: Says = {}) {
  made += 1;
  const inside = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [extension(key), value]));
  return {
    id: id ?? `0b9f8a52-7a55-4a0e-8c3e-${String(made).padStart(12, '0')}`,
    actor: ACTOR,
    verb: { id: TEMPLATES[name].verb, display: { en: name } },
    object: { objectType: 'Activity', id: REPAIRED.object.id, definition: { type: VIDEO_TYPE } },
    result: { ...plain, extensions: inside(result) },
    context: {
      registration: REGISTRATION,
      contextActivities: {
        category: [PROFILE, PROFILE_VERSION].map((category) => ({ objectType: 'Activity', id: category }))
      },
      extensions: inside({ length: 10, 'session-id': SESSION, ...context })
    },
    timestamp: new Date(Date.UTC(2026, 5, 4, 9, 0, made)).toISOString()
  };
}

/** Played to 4, sought to 6, to the end, left. */
export function goodSession() {
  const first = '0.000[.]4.000';
  const both = '0.000[.]4.000[,]6.000[.]10.000';
  const threshold = { 'completion-threshold': 0.8 };
  return [
    video('initialized', { id: SESSION, context: threshold }),
    video('played', { result: { time: 0 } }),
    video('seeked', { result: { 'time-from': 4, 'time-to': 6, progress: 0.4, 'played-segments': first } }),
    video('completed', {
      context: threshold,
      plain: { completion: true, duration: 'PT8S' },
      result: { time: 10, progress: 0.8, 'played-segments': both }
    }),
    video('paused', { context: threshold, result: { time: 10, progress: 0.8, 'played-segments': both } }),
    video('terminated', { context: threshold, result: { time: 10, progress: 0.8, 'played-segments': both } })
  ];
}
