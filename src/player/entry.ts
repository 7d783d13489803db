import type { KalturaPlayer } from '@playkit-js/kaltura-player-js';
import type { Entry } from '../events/entry.js';
import { asLanguage } from '../schema/formats.js';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

/** What of the player's sources is read here. Its types leave out clips, and half of this may be missing. */
interface Sources {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly duration?: unknown;
  readonly seekFrom?: unknown;
  readonly clipTo?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly description?: unknown; readonly language?: unknown };
}

/**
 * The entry that the player was given, or nothing for what has no viewing: images, documents, media without an id. Read
 * from the player itself; its `{{templates}}` go stale.
 */
export function entryOf(player: KalturaPlayer): Entry | undefined {
  const sources = player.sources as Sources;
  const id = text(sources.id);
  if (!id || sources.type === 'Image' || sources.type === 'Document') return undefined;
  const name = text(sources.metadata?.name);
  const description = text(sources.metadata?.description);
  const language = asLanguage(sources.metadata?.language);
  const duration = number(sources.duration);
  const to = number(sources.clipTo);
  const from = number(sources.seekFrom) ?? (to === undefined ? undefined : 0);
  return {
    id,
    kind: sources.type === 'Live' ? 'live' : 'vod',
    media: sources.type === 'Audio' ? 'audio' : 'video',
    ...(name && { name }),
    ...(description && { description }),
    ...(language && { language }),
    ...(duration && { duration }),
    ...(from !== undefined && { clip: { from, ...(to !== undefined && { to }) } })
  };
}
