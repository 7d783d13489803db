import type { Reply } from './reply.js';

/** What a captive portal, or a proxy in front of a store that moved, answers: a web page with a friendly 200. */
export const PORTAL: Reply = {
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Guest network</title><p>Please accept the terms of this network.</p>\n'
};
