/** For those who write an adapter: what breaks a rule in a recording of what it reports. No page needs it. */
export { checkAdapter, type AdapterFault, type CheckOptions } from './check-adapter.js';
export type { PlaybackEvent, Surroundings } from '../events/playback-event.js';
