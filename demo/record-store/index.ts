export { createRecordStore, type RecordStore } from './record-store.js';
export { DEMO_CREDENTIAL, DEMO_TOKEN, type Credential, type RecordStoreOptions } from './options.js';
export type { Arrival, RequestEntry, Store, StoreEvent } from './store.js';
export type { Fault } from './fault.js';
export { validateStatement, type Edition, type Problem } from '../../src/server/validate/statement.js';
