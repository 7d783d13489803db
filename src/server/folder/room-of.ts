import { CAPS, type Caps } from '../../delivery/eviction.js';
import type { FileStore } from './file-store.js';

/** The part of a folder that is free, from 0 to 1. @param caps what the settings allow */
export const roomOf = (store: Pick<FileStore, 'bytes'>, caps: Caps | undefined): number =>
  Math.max(0, 1 - store.bytes() / (caps ?? CAPS).bytes);
