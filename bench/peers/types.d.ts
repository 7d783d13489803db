/**
 * What the benches use of packages that are not installed with the project. It stands for their own types, so that
 * `npm run typecheck` needs none of them.
 */
declare module '@snowplow/browser-plugin-media' {
  interface Media {
    readonly id: string;
    readonly player?: object;
  }
  type Tell<M extends Media = Media> = (media: M, trackers?: string[]) => void;
  export function SnowplowMediaPlugin(): object;
  export function endMediaTracking(media: { readonly id: string }): void;
  export const startMediaTracking: Tell;
  export const updateMediaTracking: Tell;
  export const trackMediaReady: Tell;
  export const trackMediaPlay: Tell;
  export const trackMediaPause: Tell;
  export const trackMediaEnd: Tell;
  export const trackMediaSeekStart: Tell;
  export const trackMediaSeekEnd: Tell;
  export const trackMediaPlaybackRateChange: Tell<Media & { readonly newRate: number }>;
}
