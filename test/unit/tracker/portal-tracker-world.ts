import type { Lane } from '../../../src/delivery/lane.js';
import type { Outbox } from '../../../src/delivery/outbox.js';
import type { Parcel } from '../../../src/delivery/ports.js';
import type { Problem } from '../../../src/settings/settings.js';
import { PortalTracker } from '../../../src/tracker/portal-tracker.js';
import type { KalturaAccount } from '../../../src/kaltura/account.js';
import type { PortalStatementCaptured } from '../../../src/xapi/captured.js';
import type { Statement } from '../../../src/xapi/statement.js';
import { IdJudge } from '../../support/judges/unique-ids.js';

const PREMISES: KalturaAccount = {
  partnerId: 1091,
  uiConfId: undefined,
  addresses: {},
  ks: undefined,
  anonymous: false,
  referrer: 'https://site.example/page',
  clientVer: 'test',
  rivals: []
};

/** A desk with an outbox that only writes down what it is given. The clock stands still unless it is moved. */
export class DeskWorld {
  public readonly parcels: Parcel[] = [];
  public readonly urgent: boolean[] = [];
  public readonly held: { readonly parcel: Parcel; readonly reason: string }[] = [];
  public readonly captured: PortalStatementCaptured[] = [];
  public readonly problems: Problem[] = [];
  public readonly opened: Lane[] = [];
  public readonly asked: string[] = [];
  public wall = 1.7e12;
  public readonly portalTracker: PortalTracker;
  private readonly ids = new IdJudge();
  private made = 0;

  public constructor(kalturaAccount: Partial<KalturaAccount> | undefined = {}) {
    const outbox: Pick<Outbox, 'open' | 'put' | 'hold' | 'adopt' | 'limit'> = {
      open: (lane) => {
        this.opened.push(lane);
        return `${lane.id.destination} ${lane.id.url} ${lane.id.owner}`;
      },
      put: async (parcels, urgent = false) => {
        this.parcels.push(...parcels);
        if (parcels.length) this.urgent.push(urgent);
      },
      hold: async (parcel, reason) => void this.held.push({ parcel, reason }),
      adopt: () => undefined,
      limit: () => undefined
    };
    const listener = {
      statement: (captured: PortalStatementCaptured) => {
        this.captured.push(captured);
        this.ids.hear(captured);
        this.ids.check();
      },
      problem: (problem: Problem) => void this.problems.push(problem)
    };
    const ports = {
      outbox: outbox as Outbox,
      now: () => ({ mono: 0, wall: this.wall }),
      uuid: () => `00000000-0000-4000-8000-${String(++this.made).padStart(12, '0')}`,
      visit: () => '0d5b2c1e-5a4f-4b3c-8d2e-9f8a7b6c5d4e',
      anonymousId: (kind: string) => {
        this.asked.push(kind);
        return kind === 'skip' ? undefined : `${kind}-${++this.made}`;
      }
    };
    this.portalTracker = new PortalTracker(ports, listener, () => ({ ...PREMISES, ...kalturaAccount }));
  }

  /** Those of the record store. */
  public get statements(): readonly Statement[] {
    return this.parcels.filter(({ lane }) => lane.startsWith('lrs')).map(({ body }) => JSON.parse(body) as Statement);
  }
}
