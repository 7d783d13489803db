/** What kind of stream an entry plays as. Images and documents have no viewing, so they do not appear here. */
export type StreamKind = 'vod' | 'live';

/** A Kaltura media item as one viewing sees it. Lengths are in seconds of content. */
export interface Entry {
  /** Kaltura's entry id, for example `0_abc12345`. */
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  /** Language tag of name and description, where they have one of their own. */
  readonly language?: string;
  readonly kind: StreamKind;
  /** `audio` decides the activity type in Kaltura's vocabulary. */
  readonly media: 'video' | 'audio';
  /** Length in seconds when it is known before the media loads. The player's own length wins once it is known. */
  readonly duration?: number;
  /** The clip of the entry that plays, in seconds of the whole entry. Positions are counted inside the clip. */
  readonly clip?: { readonly from: number; readonly to?: number };
}
