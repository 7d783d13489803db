// @ts-check
/** Joins the parts of the page. */
import { createAsText } from './as-text.js';
import { byId, h, setText } from './dom.js';
import { createFaults } from './faults.js';
import { createFeed } from './feed.js';
import { initialConfig } from './fields.js';
import { createMeasures } from './measures.js';
import { catalogue } from './media.js';
import { createOutbox } from './outbox.js';
import { createPlayer, listen, liveWindow, load } from './player.js';
import { createProblems } from './problems.js';
import { createSettings } from './settings.js';
import * as store from './store.js';
import { createStatistics } from './statistics.js';
import { bindTheme } from './theme.js';
import { createTimeline } from './timeline.js';
import { createMemory } from './view.js';

/** @typedef {import('../../src/xapi/captured.js').StatementCaptured} StatementCaptured */

/** How often the plugin is asked where it stands, in milliseconds. */
const REDRAW = 250;

/** @param {string} text */
function warn(text) {
  const banner = byId('banner');
  banner.textContent = text;
  banner.hidden = false;
}

function start() {
  const player = createPlayer('player', initialConfig());
  const plugin = () => player.plugins['xapi'];

  // Which player event led to which statement: the page's part of the story, the record store has the other.
  /** @type {Map<string, StatementCaptured>} */
  const captured = new Map();

  const feed = createFeed({ causeOf: (id) => captured.get(id) });
  createStatistics(plugin);
  const faults = createFaults();
  const outbox = createOutbox({
    flush: () => void plugin()?.flush().then(poll),
    retry: () => void plugin()?.retry().then(poll),
    forget: () => void plugin()?.forget().then(poll),
    renew: async () => {
      const fresh = crypto.randomUUID();
      faults.off('401');
      await store.admit(fresh, fresh);
      settings.set('secret', fresh);
      settings.set('oauthToken', fresh);
    }
  });
  const settings = createSettings({
    apply: (config) => {
      player.configure({ plugins: { xapi: config } });
      void poll();
    },
    restart() {
      const again = !player.paused;
      choose(current);
      if (again) void player.play();
    }
  });
  const problems = createProblems({ show: settings.focus });
  const memory = createMemory(() => settings.value('completionRule') ?? 'reached');
  const draw = [createMeasures(), createTimeline(/** @type {any} */ (byId('timeline'))), createAsText()];

  let current = catalogue.find(({ id }) => id === new URLSearchParams(location.search).get('media')) ?? catalogue[0];
  const chips = catalogue.map((item) =>
    h('button', { type: 'button', class: 'chip', onclick: () => choose(item) }, item.label)
  );
  byId('media').append(...chips);

  /** @param {import('./media.js').Item | undefined} item */
  function choose(item) {
    if (!item) return;
    current = item;
    chips.forEach((chip, index) => chip.setAttribute('aria-pressed', String(catalogue[index] === item)));
    setText(byId('media-note'), item.note);
    history.replaceState(null, '', `?media=${item.id}`);
    load(player, item);
  }

  listen(player, 'xapi_statement', (payload) => {
    captured.set(payload.statement.id, payload);
    memory.happened(payload);
    outbox.captured(payload.statement);
    void poll();
  });
  listen(player, 'xapi_delivery', (event) => {
    outbox.happened(event);
    void poll();
  });
  listen(player, 'xapi_problem', (problem) => {
    problems.add(problem);
    void poll();
  });
  player.addEventListener(player.Event.Core['CHANGE_SOURCE_STARTED'] ?? 'changesourcestarted', () => memory.newMedia());

  let on = true;
  async function poll() {
    const status = await plugin()?.status();
    if (!status) return;
    outbox.show(status);
    settings.mark(status.problems);
    on = status.on;
    const state = byId('plugin-state');
    state.dataset['on'] = String(on);
    setText(state, on ? 'xAPI is on' : 'xAPI is off');
  }

  function redraw() {
    const view = memory.view(plugin()?.watched(), liveWindow(player), on);
    byId('viewing').dataset['live'] = String(Boolean(view.live));
    for (const part of draw) part(view);
  }

  void store.admit(store.credentials.secret, store.credentials.token);
  store.follow({ arrived: feed.add, answered: outbox.answered, emptied: feed.clear, connection: feed.connection });
  byId('feed-clear').addEventListener('click', store.empty);

  choose(current);
  if (!plugin())
    warn('The player runs, but the plugin did not load from /dist/playkit-xapi.js. Build it, then reload.');
  void poll();
  setInterval(redraw, REDRAW);
  setInterval(poll, 2 * REDRAW);
}

bindTheme(byId('theme'));
try {
  start();
} catch (problem) {
  warn(problem instanceof Error ? problem.message : String(problem));
}
