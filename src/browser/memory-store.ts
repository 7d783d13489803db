/** Where there is no storage: parcels live as long as the page, and `durable: false` says so. */
export { createMemoryStore } from '../delivery/memory-store.js';
