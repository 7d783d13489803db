import type { Fault, WireEvent } from '../../demo/kaltura/account.js';
import { serverUrl } from './server.js';

/** One isolated account of the test server's stand-in of Kaltura's services. */
export class KalturaAccount {
  private readonly url: string;

  public constructor(name = `k${Math.random().toString(36).slice(2)}`) {
    this.url = `${serverUrl()}/kaltura/${name}`;
  }

  /** What the player is told of where Kaltura is. */
  public get env(): object {
    return {
      serviceUrl: `${this.url}/api_v3`,
      cdnUrl: this.url,
      statsServiceUrl: this.url,
      analyticsServiceUrl: this.url
    };
  }

  public async events(): Promise<readonly WireEvent[]> {
    return ((await this.ask('events')) as { readonly events: readonly WireEvent[] }).events;
  }

  /** Answers when so many events have been heard. */
  public async heard(count: number): Promise<readonly WireEvent[]> {
    return ((await this.ask(`wait?count=${count}`)) as { readonly events: readonly WireEvent[] }).events;
  }

  public async faults(...faults: readonly Fault[]): Promise<void> {
    await this.ask('faults', faults);
  }

  /** Lets answers go that a `hold` fault holds. */
  public async release(): Promise<void> {
    await this.ask('release', {});
  }

  /** KS that are refused from now on. */
  public async invalid(...ks: readonly string[]): Promise<void> {
    await this.ask('invalid', ks);
  }

  private async ask(what: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${this.url}/_control/${what}`, init)).json();
  }
}
