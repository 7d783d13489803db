import { serverUrl } from './server.js';

let count = 0;

/** Publishes a site's saved settings at an address of their own, and gives the address. */
export async function publishSite(settings: object): Promise<string> {
  const url = `${serverUrl()}/site-settings/s${++count}-${Math.random().toString(36).slice(2)}.json`;
  const reply = await fetch(url, { method: 'PUT', body: JSON.stringify(settings) });
  if (!reply.ok) throw new Error(`the server refused site settings: ${await reply.text()}`);
  return url;
}

interface UiConfPage {
  __kalturaplayerdata?: object;
}

/** What the page's embed code brings along from the uiconf. `forgetUiConf` takes it back. */
export function serveUiConf(xapi: object): void {
  (window as UiConfPage).__kalturaplayerdata = { plugins: { xapi } };
}

export function forgetUiConf(): void {
  delete (window as UiConfPage).__kalturaplayerdata;
}
