import { sha1 } from '../browser/sha1.js';
import type { DeliveryEvent } from '../delivery/status.js';
import type { PortalEvent } from '../events/portal-event.js';
import { Client } from '../page/client.js';
import type { XapiEvents } from '../page/xapi-events.js';
import { isObject } from '../schema/kinds.js';
import { changed, type XapiChange } from '../settings/changed.js';
import { enabledOf, mergeLayers } from '../settings/layers.js';
import type { XapiConfig } from '../settings/config.js';
import type { Problem } from '../settings/settings.js';
import type { ButtonClickedFields, PageLoadFields } from '../analytics/page.js';
import { PortalTracker } from '../tracker/portal-tracker.js';
import { CALLS } from '../tracker/ports.js';
import { readPortalEvent } from '../xapi/portal/read.js';
import type { PortalFields } from './fields.js';
import { PortalApi } from './portal-api.js';
import { kalturaAccount } from './kaltura-account.js';

type Raw = Readonly<Record<string, unknown>>;

const OFF = 'it is switched off';

const sentence = (name: string, why: string | undefined): string | undefined => why && `${name}: ${why}.`;

/**
 * What a site can say of a page, with or without a player on it. Each method that says something gives whether it was
 * taken; if not, a problem says why. Nothing throws.
 */
export class Portal extends PortalApi {
  private config: Raw = {};
  protected readonly client: Client<PortalTracker>;
  /** @internal Done when it is switched on, also anew. */
  public readonly resumptions = new Set<() => void>();
  /** @internal Done at its end. */
  public readonly endings = new Set<() => void>();

  /** @param config the settings, as the plugin takes them; left out: none yet, and nothing is said before `configure` */
  public constructor(config?: XapiConfig) {
    super();
    this.client = new Client<PortalTracker>(
      {
        role: 'portal',
        create: (ports, listener) =>
          new PortalTracker(
            ports,
            {
              statement: (captured) => {
                this.client.trace('xapi_statement', captured);
                this.listeners.tell('xapi_statement', captured);
              },
              problem: (problem) => listener.problem(problem)
            },
            kalturaAccount
          ),
        tell: (name: keyof XapiEvents, payload: XapiEvents[keyof XapiEvents]) => {
          if (name === 'xapi_problem') this.listeners.tell(name, payload as Problem);
          if (name === 'xapi_delivery') this.listeners.tell(name, payload as DeliveryEvent);
        },
        goOn: () => this.resumptions.forEach((resume) => this.client.safely(resume)),
        leave: () => undefined,
        off: () => undefined
      },
      // One No stays, whatever is said later: as for the plugin.
      [enabledOf(config)]
    );
    if (config !== undefined) this.settle(config, () => mergeLayers([config as Raw]));
  }

  /** Not switched off: what is said is sent, or held until the settings are there. */
  public get isOn(): boolean {
    return this.client.isOn;
  }

  /** Any of these by its name. */
  public say<T extends keyof PortalFields>(type: T, fields?: PortalFields[T]): boolean {
    const why = this.attempt(() => {
      const event = readPortalEvent(type, fields);
      return typeof event === 'string' ? event : this.file(event);
    });
    return this.unless(type, why);
  }

  /** Tells Kaltura's analytics that a page was loaded. */
  public pageLoad(fields?: PageLoadFields): boolean {
    return this.unless(CALLS.page, this.attemptTrack('page', fields));
  }

  /** The same of a button that was clicked. */
  public buttonClicked(fields?: ButtonClickedFields): boolean {
    return this.unless(CALLS.button, this.attemptTrack('button', fields));
  }

  /**
   * Changes settings, key by key; another user inherits nobody's name or address, and `user: null` is nobody. They hold from
   * the next event on.
   */
  public configure(update: XapiChange): void {
    this.settle(update, () => changed(this.config, update));
  }

  /** Says nothing more, and hears nothing more. What was said is delivered nevertheless. */
  public destroy(): void {
    this.endings.forEach((end) => this.client.safely(end));
    this.client.destroy();
    this.listeners.clear();
  }

  /** @internal */
  public complain(problem: Problem): void {
    this.client.problems.add(problem);
  }

  /** @internal */
  public safely(work: () => void): void {
    this.client.safely(work);
  }

  /** @internal Says what was read already. */
  public sayEvent(event: PortalEvent): boolean {
    return this.unless(
      event.type,
      this.attempt(() => this.file(event))
    );
  }

  /** @internal Tells of a page or a button, or gives in one sentence why not. */
  public attemptTrack(of: 'page' | 'button', fields: unknown): string | undefined {
    return this.attempt(() => this.client.track(of, fields));
  }

  private settle(given: unknown, config: () => Raw): void {
    this.client.safely(() => {
      if (!isObject(given)) {
        const message = 'configure: expected an object.';
        this.complain({ level: 'error', code: 'bad-call', path: 'configure', message });
        return;
      }
      this.config = config();
      this.client.apply(this.config);
    });
  }

  private file(event: PortalEvent): string | undefined {
    const { type } = event;
    const portalTracker = this.client.tracker;
    if (!portalTracker) return sentence(type, OFF);
    if (type !== 'entryCollaborator' || !event.collaborator.email || !portalTracker.hashesEmail)
      return sentence(type, portalTracker.say(event));
    const { collaborator } = event;
    void sha1(`mailto:${event.collaborator.email}`).then((emailSha1) => {
      const known = { ...event, collaborator: { ...collaborator, ...(emailSha1 && { emailSha1 }) } };
      const why = this.attempt(() => sentence(type, this.client.tracker?.say(known)));
      this.unless(type, why);
    });
    return undefined;
  }

  private attempt(work: () => string | undefined): string | undefined {
    // What fails on its own is told as a problem of its own.
    let why: string | undefined = '';
    this.client.safely(() => (why = work()));
    return why;
  }

  private unless(path: string, why: string | undefined): boolean {
    return why === undefined || (why !== '' && this.client.refuse(path, why));
  }
}

/** Begins to say what happens on this page, under these settings. Nothing is read from the page's elements: see `declare`. */
export const createPortal = (config: XapiConfig): Portal => new Portal(config);
