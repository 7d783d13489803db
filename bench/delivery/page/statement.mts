export interface Statement {
  readonly id: string;
  readonly timestamp: string;
  readonly [part: string]: unknown;
}

const KALTURA = 'https://kaltura.example/xapi';
const activity = (id: string): object => ({ objectType: 'Activity', id });

/** A statement of about 1.2 kB, as a `watched` of the plugin is. Its id says which one it is: the judge needs no list. */
export function statement(index: number, at: Date): Statement {
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    timestamp: at.toISOString(),
    actor: {
      objectType: 'Agent',
      name: 'John User',
      account: { homePage: 'https://example.mediaspace.kaltura.com', name: 'johnuser' }
    },
    verb: { id: `${KALTURA}/verbs/watched`, display: { 'en-US': 'watched' } },
    object: {
      ...activity('https://example.mediaspace.kaltura.com/media/0_abc12345'),
      definition: {
        type: 'https://w3id.org/xapi/video/activity-type/video',
        name: { 'en-US': 'A lecture on the delivery of statements' },
        extensions: { [`${KALTURA}/extensions/media-type`]: 'video', [`${KALTURA}/extensions/tags`]: ['lecture'] }
      }
    },
    result: {
      extensions: {
        'https://w3id.org/xapi/cmi5/result/extensions/progress': index % 100,
        'https://w3id.org/xapi/video/extensions/time': index * 30,
        'https://w3id.org/xapi/video/extensions/progress': (index % 100) / 100
      }
    },
    context: {
      platform: 'playkit-js-xapi',
      language: 'en',
      registration: '11111111-1111-4111-8111-111111111111',
      contextActivities: {
        parent: [activity('https://example.mediaspace.kaltura.com/channel/lectures')],
        category: [activity('https://w3id.org/xapi/video')]
      },
      extensions: { [`${KALTURA}/extensions/session-id`]: '22222222-2222-4222-8222-222222222222' }
    }
  };
}
