export {
  createDemoHandler,
  createDemoServer,
  type DemoHandler,
  type DemoServer,
  type DemoServerOptions
} from './demo-server.js';
export { liveHandler, type LiveOptions } from './live.js';
export { mediaHandler, type MediaOptions } from './media.js';
export { siteSettingsHandler } from './site-settings.js';
export { startTestServer } from './test-server.js';
export { createRecordStore } from '../record-store/index.js';
