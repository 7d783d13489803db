import { createIdbStore } from '../../../src/browser/idb-store.js';

/**
 * Each test begins with an outbox in which nothing waits. What an earlier one left there waits for a record store that is
 * gone, and the page would tell of it.
 */
const store = createIdbStore();

beforeEach(() => store.forget());
