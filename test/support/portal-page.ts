import type * as portal from '../../src/portal/index.js';

/** The script tag's bundle, as pages load it. */
const BUNDLE = `${location.origin}/base/dist/playkit-xapi-portal.js`;

interface Opened extends Window {
  readonly PlaykitXapi?: { readonly portal: typeof portal };
}

/** A page of its own, in a frame, with the portal's bundle by script tag. */
export interface PortalPage {
  readonly frame: HTMLIFrameElement;
  readonly view: Opened;
  find(selector: string): HTMLElement;
}

const frames: HTMLIFrameElement[] = [];
const addresses: string[] = [];

/** The address of a page made of this source. */
export function publishPage(html: string): string {
  const address = URL.createObjectURL(
    new Blob([`<!doctype html><meta charset="utf-8">${html}`], { type: 'text/html' })
  );
  addresses.push(address);
  return address;
}

export const attribute = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

/** The nonce of these pages. A site makes a new one for each response. */
export const NONCE = 'bm9uY2Ugb2YgdGhpcyBwYWdl';

/** The site's own markup, vouched for by the nonce. */
export const vouched = (html: string): string => `<div nonce="${NONCE}">${html}</div>`;

/** The script tag, with settings in it. */
export const scriptTag = (settings: object | string = '', nonce = NONCE): string => {
  const text = typeof settings === 'string' ? settings : JSON.stringify(settings);
  return `<script src="${BUNDLE}" nonce="${nonce}"${text && ` data-xapi-settings="${attribute(text)}"`}></script>`;
};

/** Opens a page and waits until it is loaded. */
export async function openPage(html: string): Promise<PortalPage> {
  const frame = document.createElement('iframe');
  frames.push(frame);
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.src = publishPage(html);
  document.body.append(frame);
  await loaded;
  const view = frame.contentWindow as Opened;
  return {
    frame,
    view,
    find(selector) {
      const found = view.document.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`there is no ${selector}`);
      return found;
    }
  };
}

export function closePages(): void {
  frames.splice(0).forEach((frame) => frame.remove());
  addresses.splice(0).forEach((address) => URL.revokeObjectURL(address));
}
