import type { Surroundings } from '../events/playback-event.js';

/** The rest changes by itself, by the network or by the page, and is no deed of the viewer. */
const deeds = ({ captions, captionLanguage, volume, fullScreen }: Surroundings): string =>
  JSON.stringify([captions, captionLanguage, volume, fullScreen]);

/** Whether the viewer changed something round the picture: players report the same state over and over. */
export const isDeed = (before: Surroundings, after: Surroundings): boolean => deeds(before) !== deeds(after);
