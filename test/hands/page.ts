/** What stands on the page under test. */
export interface Scene {
  /** The Kaltura player with the plugin, or a bare `<video>` with `trackMedia`. */
  readonly player: 'kaltura' | 'element';
  readonly media: 'mp4' | 'hls' | 'live';
}

export interface PageOptions extends Scene {
  /** Of the record store. */
  readonly endpoint: string;
  /** Of the server that has the media. */
  readonly server: string;
  /** Milliseconds out of each 20 that the page keeps its own thread busy: browsers that cannot be slowed from outside. */
  readonly busy: number;
}

/**
 * The page: a player, a range input whose `oninput` seeks, and an account of what truly played that owes nothing to the
 * plugin: frame by frame, the time in which the element was neither paused nor seeking.
 */
export const pageOf = (options: PageOptions): string => `<!doctype html>
<meta charset="utf-8"><title>Hands</title><link rel="icon" href="data:,">
<style>body { margin: 0 } #player { width: 800px; height: 450px } #bar { width: 800px; margin: 20px 0; display: block }</style>
<div id="player"></div>
<input type="range" id="bar" min="0" max="1" step="any" value="0">
${options.player === 'kaltura' ? '<script src="/player/kaltura-ovp-player.js"></script><script src="/bundle.js"></script>' : '<script src="/media.js"></script>'}
<script>
const options = ${JSON.stringify(options).replace(/</g, '\\u003c')};
${SCRIPT}
</script>
`;

export const SCRIPT = String.raw`
const xapi = {
  endpoint: options.endpoint,
  key: 'demo-key',
  secret: 'demo-secret',
  user: { id: 'johnuser' },
  site: { homePage: 'https://example.mediaspace.kaltura.com' },
  linger: 0,
  stats: 'No',
  beaconInterval: 'One percent',
  videoEndPercent: 50
};
const files = { mp4: 'media/lecture.mp4', hls: 'media/hls/master.m3u8', live: 'live/master.m3u8' };
const url = options.server + '/' + files[options.media];
let api, element, position, seekTo;

if (options.player === 'kaltura') {
  const player = KalturaPlayer.setup({
    targetId: 'player',
    provider: { partnerId: 1091, uiConfId: 1, env: { serviceUrl: options.server, cdnUrl: options.server } },
    log: { level: 'ERROR' },
    plugins: { xapi }
  });
  const mp4 = { progressive: [{ id: 'm', url, mimetype: 'video/mp4' }] };
  const hls = { hls: [{ id: 'h', url, mimetype: 'application/x-mpegURL' }] };
  const live = options.media === 'live';
  player.setMedia({ sources: { id: '0_' + options.media, type: live ? 'Live' : 'Vod', dvr: live, ...(options.media === 'mp4' ? mp4 : hls) } });
  api = player.plugins.xapi;
  element = player.getVideoElement();
  position = () => player.currentTime;
  seekTo = (to) => (player.currentTime = to);
  window.play = () => player.play();
  window.pause = () => player.pause();
} else {
  element = document.createElement('video');
  element.style.cssText = 'width: 800px; height: 450px';
  element.src = url;
  document.getElementById('player').append(element);
  api = PlaykitXapi.media.trackMedia(element, { entry: { id: '0_element' }, settings: xapi });
  position = () => element.currentTime;
  seekTo = (to) => (element.currentTime = to);
  window.play = () => element.play();
  window.pause = () => element.pause();
}

const truth = { played: 0, seekings: 0, log: [] };
element.addEventListener('seeking', () => truth.seekings++);
for (const name of ['play', 'playing', 'pause', 'waiting', 'seeking', 'seeked', 'ended', 'timeupdate'])
  element.addEventListener(name, () => {
    const at = Math.round(performance.now()) + ' ' + name + ' ' + element.currentTime.toFixed(2);
    truth.log.push(element.seeking ? at + ' (seeking)' : at);
  });
let asked = 0;
const sights = () => (element.seeking ? NaN : asked + truth.seekings);
let before = performance.now();
let moved = false;
let there = 0;
let sought = 0;
function look() {
  const now = performance.now();
  const moves = !element.paused && !element.seeking && element.readyState > 2;
  // WebKitGTK's media runs ahead of the clock at times: where nothing sought, the playhead itself tells.
  const step = sought === sights() ? element.currentTime - there : 0;
  const elapsed = moves || moved ? ((now - before) / 1000) * element.playbackRate : 0;
  truth.played += Math.max(elapsed, step);
  before = now;
  moved = moves;
  there = element.currentTime;
  sought = sights();
  requestAnimationFrame(look);
}
look();

if (options.busy) setInterval(() => { const end = performance.now() + options.busy; while (performance.now() < end); }, 20);

/** Resolves when it holds, which is looked at with each frame. */
const when = (holds) => new Promise((resolve) => {
  (function look() { holds() ? resolve(true) : requestAnimationFrame(look); })();
});
const range = () => options.media === 'live'
  ? [element.seekable.start(0) + 2, element.seekable.end(element.seekable.length - 1) - 4]
  : [0, element.duration];

/** Resolves when the last seek has: where WebKitGTK loses one among many, it seeks again, as who waits in vain does. */
async function settled() {
  for (let since = performance.now(); element.seeking; since = performance.now()) {
    await when(() => !element.seeking || performance.now() > since + 5000);
    const [start, end] = range();
    const to = options.media === 'live' ? end : start + 0.3 * (end - start);
    if (element.seeking) asked++, seekTo(to);
  }
}

window.hands = {
  async begin() {
    // The Kaltura player loads when it is to play.
    window.play();
    await when(() => element.readyState > 0);
    const from = await when(() => position() > 0 && !element.paused && !element.seeking).then(position);
    await when(() => position() >= from + 1.2);
    const [start, end] = range();
    const bar = document.getElementById('bar');
    bar.min = start;
    bar.max = end;
    bar.value = position();
    bar.oninput = () => (asked++, seekTo(Number(bar.value)));
    return { start, end, at: position() };
  },
  /** Where an element of the page is, in pixels. */
  box(selector) {
    const { left, top, width, height } = document.querySelector(selector).getBoundingClientRect();
    return { left, top, width, height };
  },
  /** Gets the bar ready for the keys: each moves it by half a second. */
  focus() {
    const bar = document.getElementById('bar');
    bar.step = 0.5;
    bar.focus();
    return true;
  },
  /** As many seeks as a script can make, one every 16 ms, over the whole media and back to a tenth of it. */
  async seeks(count) {
    const [start, end] = range();
    for (let index = 0; index < count; index++) {
      const share = index < count - 1 ? index / count : 0.1;
      asked++;
      seekTo(start + share * (end - start - 0.5));
      await new Promise((resolve) => setTimeout(resolve, 16));
    }
    return true;
  },
  /** Plays on for a while behind the last seek, pauses, and gives what the plugin and the page think was watched. */
  async finish() {
    await settled();
    window.play();
    const from = position();
    await when(() => position() >= from + 1.2 || element.ended);
    window.pause();
    await when(() => element.paused);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await api.flush();
    const { watched, segments, finished } = api.watched();
    return { ...truth, watched, segments, finished, at: position(), from };
  }
};
`;
