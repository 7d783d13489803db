import type { XapiEvents } from '../page/xapi-events.js';
import type { PortalStatementCaptured } from '../xapi/portal-captured.js';

/** What a portal tells its listeners: name -> what they are called with. */
export interface PortalEvents extends Pick<XapiEvents, 'xapi_delivery' | 'xapi_problem'> {
  readonly xapi_statement: PortalStatementCaptured;
}

type Listeners = { [N in keyof PortalEvents]: Set<(payload: PortalEvents[N]) => void> };

/** Who listens to what. */
export class PortalListeners {
  private readonly all: Listeners = { xapi_statement: new Set(), xapi_delivery: new Set(), xapi_problem: new Set() };

  /** @param safely does what may throw */
  public constructor(private readonly safely: (work: () => void) => void) {}

  public add<N extends keyof PortalEvents>(name: N, listener: (payload: PortalEvents[N]) => void): () => void {
    const set = this.all[name];
    set.add(listener);
    return () => void set.delete(listener);
  }

  public tell<N extends keyof PortalEvents>(name: N, payload: PortalEvents[N]): void {
    for (const listener of [...this.all[name]]) this.safely(() => listener(payload));
  }

  public clear(): void {
    Object.values(this.all).forEach((set) => set.clear());
  }
}
