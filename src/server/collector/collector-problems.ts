import type { LaneName } from '../../delivery/lane.js';
import type { Problem } from '../../settings/settings.js';
import { plainReason } from './plain-reason.js';
import type { Sessions } from './collector-types.js';
import { placeOf } from './place-of.js';

/** What is wrong, told once a cause as long as it lasts. */
export interface Problems {
  all(): readonly Problem[];
  readonly report: (problem: Problem) => void;
  /** Sessions that say here why there is none. */
  watch(sessions: Sessions): Sessions;
  /** Kaltura does not take the session that events come with. */
  refused(reason: string): void;
  /** It takes one again. */
  welcome(): void;
  /** Parcels were taken: into the folder, or into memory. */
  stored(durable: boolean, directory: string): void;
  /** What waits in these lanes goes nowhere; so many in each. */
  orphaned(lanes: readonly { readonly lane: LaneName; readonly waiting: number }[]): void;
  /** Something still waits in these lanes alone: what was wrong with others is over. */
  leftover(lanes: readonly { readonly lane: LaneName }[]): void;
}

const NO_SESSION = 'no-session';
const NOT_DURABLE = 'not-durable';
const BAD_KS = 'bad-ks';
const ORPHANED = 'orphaned';

/** @param setting the setting that the Kaltura session comes from */
export function createProblems(tell: (problem: Problem) => void, setting: 'session' | 'ks'): Problems {
  const standing = new Map<string, Problem>();

  function report(problem: Problem): void {
    const cause = `${problem.code} ${problem.path}`;
    const before = standing.get(cause);
    standing.set(cause, problem);
    // Another viewer's mistake is another one, though the words are the same.
    if (before?.message !== problem.message || problem.path.startsWith('user.')) tell(problem);
  }
  const over = (code: string, path: string): void => void standing.delete(`${code} ${path}`);

  return {
    all: () => [...standing.values()],
    report,
    watch: (sessions) => async (userId, refused) => {
      try {
        const ks = await sessions(userId, refused);
        over(NO_SESSION, 'session');
        return ks;
      } catch (error) {
        const message = `session: ${error instanceof Error ? error.message : 'none was started'} Events wait for it.`;
        report({ level: 'warning', code: NO_SESSION, path: 'session', message });
        throw error;
      }
    },
    refused(reason) {
      const remedy =
        setting === 'session'
          ? 'Compare partner id, secret or app token with those that Kaltura shows'
          : 'Give one that is good, such as a new KALTURA_KS';
      const message = `${setting}: Kaltura does not take this session (${plainReason(reason)}). Events wait, and none is sent without it. ${remedy}; \`playkit-js-xapi doctor\` says more.`;
      report({ level: 'warning', code: BAD_KS, path: setting, message });
    },
    welcome: () => over(BAD_KS, setting),
    stored(durable, directory) {
      if (durable) return over(NOT_DURABLE, 'directory');
      const message = `directory: ${directory} takes nothing more; is its disk full? What open viewings say is kept in memory only, and lost with this process. Make room there.`;
      report({ level: 'error', code: NOT_DURABLE, path: 'directory', message });
    },
    orphaned(lanes) {
      const counts = new Map<string, number>();
      for (const { lane, waiting } of lanes) counts.set(placeOf(lane), (counts.get(placeOf(lane)) ?? 0) + waiting);
      for (const [path, count] of counts) {
        const waiting = count === 1 ? '1 parcel waits' : `${count} parcels wait`;
        const message = `${waiting} for ${path}, which the settings no longer name. Name it again, and all is sent; until then it stays. Or move or delete it: \`playkit-js-xapi status\` prints its key.`;
        report({ level: 'warning', code: ORPHANED, path, message });
      }
    },
    leftover(lanes) {
      const places = new Set(lanes.map(({ lane }) => placeOf(lane)));
      for (const { code, path } of [...standing.values()]) if (code === ORPHANED && !places.has(path)) over(code, path);
    }
  };
}
