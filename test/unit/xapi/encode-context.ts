import type { Entry } from '../../../src/events/entry.js';
import { readSettings } from '../../../src/settings/read-settings.js';
import type { XapiConfig } from '../../../src/settings/config.js';
import { actorOf } from '../../../src/xapi/actor.js';
import { entryContextOf } from '../../../src/destination/entry-context.js';
import { encode } from '../../../src/xapi/encode.js';
import type { EncodeContext } from '../../../src/xapi/encode-context.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { judgeStatement } from '../../support/judges/judge-statement.js';
import type { Script } from '../viewing/script.js';

export const SESSION = '6f1c4d9e-8b7a-4c3d-9e2f-1a2b3c4d5e6f';

export const SITE = { homePage: 'https://example.mediaspace.kaltura.com', name: 'Kaltura MediaSpace' };

export const ENTRY: Entry = { id: '0_abc12345', name: 'A lecture', kind: 'vod', media: 'video' };

export function sceneOf(script: Script, config: XapiConfig = {}, entry: Entry = ENTRY): EncodeContext {
  const { settings } = readSettings(
    [
      {
        endpoint: 'https://lrs.example/xapi',
        key: 'k',
        secret: 's',
        site: SITE,
        user: { id: 'johnuser', name: 'John User' },
        ...config
      }
    ],
    { origin: 'https://page.example' }
  );
  const { wording } = settings;
  const actor = actorOf(wording, 'anonymous-1');
  if (!actor) throw new Error('nobody');
  const [entryContext] = entryContextOf(wording, entry);
  const { rules, rate } = script.state;
  return {
    wording,
    actor,
    entry,
    entryContext,
    registration: SESSION,
    sessionId: SESSION,
    rules,
    rate,
    surroundings: {}
  };
}

/** What a script said, as statements that have been through JSON and the judge. */
export function statementsOf(script: Script, config: XapiConfig = {}, entry: Entry = ENTRY): readonly Statement[] {
  const encodeContext = sceneOf(script, config, entry);
  let count = 0;
  let last = 0;
  const lent = {
    id: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
    stamp: (at: number) => (last = Math.max(at, last + 1))
  };
  const statements = script.said.flatMap((event) => encode(event, encodeContext, lent));
  return statements.map((statement) => {
    const sent = JSON.parse(JSON.stringify(statement)) as Statement;
    const complaints = judgeStatement(sent);
    if (complaints.length) throw new Error(complaints.join('\n'));
    return sent;
  });
}
