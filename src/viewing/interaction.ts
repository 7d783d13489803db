import { stringify } from '../stringify.js';
import type { Surroundings } from '../events/playback-event.js';

/** The rest changes by itself, by the network or by the page, and is no act of the viewer. */
const setByViewer = ({ captions, captionLanguage, volume, fullScreen }: Surroundings): string =>
  stringify([captions, captionLanguage, volume, fullScreen]);

/** Whether the viewer changed something round the picture: players report the same state over and over. */
export const isInteraction = (before: Surroundings, after: Surroundings): boolean =>
  setByViewer(before) !== setByViewer(after);
