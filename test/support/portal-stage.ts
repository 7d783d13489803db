import type { WireEvent } from '../../demo/kaltura/account.js';
import { createPortal, declare, type Portal, type PortalEvents, type XapiConfig } from '../../src/portal/index.js';
import type { Problem } from '../../src/settings/settings.js';
import type { Statement } from '../../src/xapi/statement.js';
import { judgeStatement } from './judges/judge-statement.js';
import { IdJudge } from './judges/unique-ids.js';
import { KalturaAccount } from './kaltura.js';
import { closePage } from './page.js';
import type { RecordStore } from './record-store.js';
import { newStore } from './stage.js';

/** A portal without a player, the record store and the Kaltura account that it speaks to. */
export interface PortalStage {
  readonly portal: Portal;
  readonly store: RecordStore;
  readonly account: KalturaAccount;
  /** What it complained of, from the beginning. */
  readonly problems: readonly Problem[];
  /** The next event of that name (for which `when` holds). */
  next<N extends keyof PortalEvents>(name: N, when?: (payload: PortalEvents[N]) => boolean): Promise<PortalEvents[N]>;
  /** Sends what waits and gives what the record store received so far, each statement judged. */
  received(): Promise<readonly Statement[]>;
  /** Sends what waits and gives what the analytics heard so far. */
  heard(): Promise<readonly WireEvent[]>;
}

/** What portal specs say unless they say otherwise. */
export function portalSettings(store: RecordStore, account: KalturaAccount): XapiConfig {
  const { analyticsServiceUrl } = account.env as { readonly analyticsServiceUrl: string };
  return {
    endpoint: store.endpoint,
    key: 'demo-key',
    secret: 'demo-secret',
    user: { id: 'johnuser', name: 'John User' },
    site: { homePage: 'https://example.mediaspace.kaltura.com', name: 'Kaltura MediaSpace' },
    analytics: { partnerId: 1091, serviceUrl: analyticsServiceUrl }
  };
}

export async function judged(store: RecordStore): Promise<readonly Statement[]> {
  const statements = await store.statements();
  const complaints = statements.flatMap((statement) => judgeStatement(statement));
  if (complaints.length) throw new Error(complaints.join('\n'));
  return statements;
}

const open: (PortalStage & { readonly ids: IdJudge })[] = [];
const boxes: HTMLElement[] = [];

/** What `config` gives as `undefined` is left out. */
export function openPortal(config: { [K in keyof XapiConfig]: unknown } = {}, store = newStore()): PortalStage {
  const account = new KalturaAccount();
  const all = Object.entries({ ...portalSettings(store, account), ...config });
  const portal = createPortal(Object.fromEntries(all.filter(([, value]) => value !== undefined)));
  const problems: Problem[] = [];
  const ids = new IdJudge();
  portal.on('xapi_statement', ids.hear);
  portal.on('xapi_problem', (problem) => problems.push(problem));
  const stage: PortalStage = {
    portal,
    store,
    account,
    problems,
    next: (name, when = () => true) =>
      new Promise((resolve) => {
        const end = portal.on(name, (payload) => {
          if (!when(payload)) return;
          end();
          resolve(payload);
        });
      }),
    async received() {
      await portal.flush();
      ids.check();
      return judged(store);
    },
    async heard() {
      await portal.flush();
      return (await account.events()).filter(({ service }) => service === 'analytics');
    }
  };
  open.push({ ...stage, ids });
  return stage;
}

/** A portal whose page has these elements, and the place that they are in. */
export function openDeclared(
  html: string,
  config: Parameters<typeof openPortal>[0] = {}
): PortalStage & { readonly box: HTMLElement; find(selector: string): HTMLElement; show(html: string): void } {
  const box = document.createElement('div');
  boxes.push(box);
  document.body.append(box);
  const show = (text: string): void => box.insertAdjacentHTML('beforeend', text);
  show(html);
  const stage = openPortal(config);
  declare(stage.portal, box);
  return {
    ...stage,
    box,
    show,
    find(selector) {
      const found = box.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`there is no ${selector}`);
      return found;
    }
  };
}

/** Ends every portal that a spec opened, and the page's outbox: for the next spec the page is new. */
export async function closePortals(): Promise<void> {
  const closed = open.splice(0);
  for (const { portal, store } of closed) {
    portal.destroy();
    await store.faults({});
    await store.release();
  }
  boxes.splice(0).forEach((box) => box.remove());
  closePage();
  closed.forEach(({ ids }) => ids.check());
}

/** Observers have seen what was changed until now: they are told at the end of the task. */
export const observed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
