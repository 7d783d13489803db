import { uuid } from './uuid.js';

const KEY = 'playkit-js-xapi/visit';

let visit: string | undefined;

/**
 * The name of this visit, which links pages, clicks and playback: as long as the tab is open, reloads and further pages of
 * the site included. Where storage is blocked, as long as the page.
 */
export function visitId(): string {
  try {
    visit ??= sessionStorage.getItem(KEY) ?? undefined;
    if (!visit) sessionStorage.setItem(KEY, (visit = uuid()));
  } catch {
    // Storage is blocked.
  }
  return (visit ??= uuid());
}
