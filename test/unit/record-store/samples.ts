/** A good statement with parts replaced; `undefined` takes a part away. */
export function statement(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const whole: Record<string, unknown> = {
    id: '5b1f8e0e-6c1a-4a53-9d3b-0b6d1c5a7e10',
    actor: { objectType: 'Agent', account: { homePage: 'https://video.example.edu', name: 'ann' } },
    verb: { id: 'http://activitystrea.ms/schema/1.0/play', display: { en: 'played' } },
    object: {
      id: 'https://video.example.edu/media/t/0_abc',
      definition: { type: 'https://w3id.org/xapi/video/activity-type/video', name: { und: 'A film' } }
    },
    context: {
      registration: '2d7a1f0c-1d0b-4c57-8a53-5f9b2e6c1a01',
      platform: 'MediaSpace',
      contextActivities: { other: [{ id: 'https://video.example.edu/app' }] }
    },
    timestamp: '2026-01-31T12:00:00.000Z',
    ...changes
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

/** A UUID that differs by its number. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
