import { createDemoServer, type DemoServer } from './demo-server.js';

/**
 * Store, media, live and site settings for browser tests, on a port of their own. Another origin than karma's on
 * purpose: an LRS is always another origin than the page, so each test meets CORS and preflights as pages do.
 */
export function startTestServer(): Promise<DemoServer> {
  return createDemoServer({ port: 0 });
}
