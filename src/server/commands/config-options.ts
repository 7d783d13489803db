import type { Command } from 'commander';
import { DIRECTORY } from './config.js';

/** The options that `configOf` reads. */
export const addConfigOptions = (command: Command): Command =>
  command
    .option('--settings <file.json>', "the plugin's settings, and directory, referrer, session")
    .option('--directory <folder>', `where statements and events wait until they are sent (default: ${DIRECTORY})`)
    .option('--endpoint <address>', 'the xAPI endpoint of the record store, instead of XAPI_ENDPOINT')
    .option('--partner-id <number>', "Kaltura's partner id, instead of KALTURA_PARTNER_ID")
    .option('--application-name <name>', 'the application, as reports filter by it')
    .option('--home-page <address>', 'the site that statements speak of, instead of XAPI_HOME_PAGE')
    .option('--referrer <device>', 'the device, such as kiosk://device-001 (default: server://{host name})');

/** What follows the help of every command that sends. */
export const ENVIRONMENT = `
Environment (secrets are taken from here or from the settings file, never from the command line):
  XAPI_ENDPOINT, XAPI_KEY and XAPI_SECRET, or XAPI_TOKEN          the record store
  XAPI_HOME_PAGE                                                  the site that statements speak of
  KALTURA_PARTNER_ID, KALTURA_SERVICE_URL, KALTURA_ANALYTICS_URL  Kaltura's services
  KALTURA_KS, or KALTURA_APP_TOKEN_ID and KALTURA_APP_TOKEN, or KALTURA_ADMIN_SECRET`;
