import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from './browser.js';
import { createLonely } from './lonely.js';
import { newProfile, start } from './program.js';

/** Media without a gesture, no hosts beyond this machine, and no tabs of the last time after a crash. */
const PREFERENCES = {
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.volume_scale': '0.0',
  'app.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,x',
  'media.gmp-manager.updateEnabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.sessionstore.resume_from_crash': false,
  'toolkit.startup.max_resumed_crashes': -1,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false
};

export function createFirefox(file: string): Browser {
  const profile = newProfile('firefox');
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`
  );
  writeFileSync(path.join(profile, 'user.js'), lines.join(''));
  return createLonely('firefox', (url) =>
    start(file, ['--headless', '--no-remote', '--profile', profile, url], { MOZ_CRASHREPORTER_DISABLE: '1' })
  );
}
