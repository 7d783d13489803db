import type { Settings } from '../settings/settings.js';

/**
 * Settings with the viewer whom the Kaltura session names, where there is one: it knows more surely than the page.
 * @param id the session's user
 */
export function named(settings: Settings, id: string | undefined): Settings {
  const { wording } = settings;
  const { viewer } = wording;
  if (!id || id === viewer.id) return settings;
  // Another person's name and address are not theirs.
  return { ...settings, wording: { ...wording, viewer: viewer.id ? { id } : { ...viewer, id } } };
}
