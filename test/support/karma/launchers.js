'use strict';

/**
 * Debian's Chromium as root needs --no-sandbox; the rest keeps it from looking for hosts that a test machine must not
 * reach, and lets media start without a gesture.
 */
const Chromium = {
  base: 'ChromeHeadless',
  flags: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-dev-shm-usage',
    '--autoplay-policy=no-user-gesture-required',
    '--mute-audio'
  ]
};

/** Without the two autoplay preferences every play() fails with NotAllowedError; the others keep Firefox offline. */
const Firefox = {
  base: 'FirefoxHeadless',
  prefs: {
    'media.autoplay.default': 0,
    'media.autoplay.blocking_policy': 0,
    'media.volume_scale': '0.0',
    'app.update.enabled': false,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'data:,x',
    'media.gmp-manager.updateEnabled': false
  }
};

/**
 * WebKitGTK's own small browser. It needs a display and a sound clock (scripts/testing/display.ts and sound.ts set
 * them up); karma refuses a bare path in `browsers`, hence a launcher.
 */
function WebKitGTK(baseBrowserDecorator) {
  baseBrowserDecorator(this);
  this._getOptions = (url) => ['--private', '--autoplay-policy=allow', url];
}
WebKitGTK.prototype = { name: 'WebKitGTK', DEFAULT_CMD: {}, ENV_CMD: 'WEBKITGTK_BIN' };
WebKitGTK.$inject = ['baseBrowserDecorator'];

module.exports = {
  customLaunchers: { Chromium, Firefox },
  launcherPlugins: ['karma-chrome-launcher', 'karma-firefox-launcher', { 'launcher:WebKitGTK': ['type', WebKitGTK] }]
};
