import type { XapiConfig } from '../../../src/settings/config.js';
import { readSettings } from '../../../src/settings/read-settings.js';
import type { PortalEvent } from '../../../src/events/portal-event.js';
import { portalEntryContext } from '../../../src/xapi/portal/entry-context.js';
import { encodePortal, portalActor } from '../../../src/xapi/portal/encode.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { judgeStatement } from '../../support/judges/judge-statement.js';
import { SITE } from './encode-context.js';

export const VISIT = '0d5b2c1e-5a4f-4b3c-8d2e-9f8a7b6c5d4e';
export const AT = Date.UTC(2026, 0, 1, 12);

/** One of each, with all that can be said of it. */
export const EVENTS: readonly PortalEvent[] = [
  { type: 'categoryView', category: { id: '42', name: 'Marketing', url: 'https://example.org/channel/42' } },
  { type: 'login', application: { id: 'https://lms.example.org', name: 'The LMS' } },
  { type: 'entryLike', entry: { id: '0_abc', name: 'A lecture', description: 'On xAPI', duration: 60 } },
  { type: 'entryUnlike', entry: { id: '0_abc', media: 'audio' } },
  { type: 'entryComment', entry: { id: '0_abc' }, text: 'Well said' },
  { type: 'entryUpload', entry: { id: '0_abc' } },
  { type: 'entryPublish', entry: { id: '0_abc' }, category: { id: '42', name: 'Marketing' } },
  { type: 'entryUnlisted', entry: { id: '0_abc' } },
  {
    type: 'entryCollaborator',
    entry: { id: '0_abc' },
    collaborator: { id: 'jane', name: 'Jane', email: 'jane@example.org', emailSha1: 'f'.repeat(40) }
  },
  { type: 'captureSpaceLaunch', application: { name: 'Capture Space' } }
];

/** What is said of an event, through JSON and the judges; undefined where nothing is. */
export function portalStatement(event: PortalEvent, config: XapiConfig = {}): Statement | undefined {
  const { settings } = readSettings(
    [{ endpoint: 'https://lrs.example/xapi', key: 'k', secret: 's', site: SITE, user: { id: 'john' }, ...config }],
    { origin: 'https://page.example' }
  );
  const { wording } = settings;
  const actor = portalActor(event, wording, 'anonymous-1');
  if (!actor) throw new Error('nobody');
  const [entryContext] = portalEntryContext(event, wording);
  const id = (): string => '00000000-0000-4000-8000-000000000001';
  const lent = { id, stamp: (at: number) => at };
  const statement = encodePortal(event, { wording, actor, entryContext, visitId: VISIT }, AT, lent);
  if (!statement) return undefined;
  const sent = JSON.parse(JSON.stringify(statement)) as Statement;
  const complaints = judgeStatement(sent);
  if (complaints.length) throw new Error(complaints.join('\n'));
  return sent;
}

/** The one that must be there. */
export function said(event: PortalEvent, config: XapiConfig = {}): Statement {
  const statement = portalStatement(event, config);
  if (!statement) throw new Error(`nothing is said of ${event.type}`);
  return statement;
}
