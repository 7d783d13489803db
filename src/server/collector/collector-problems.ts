import type { Problem } from '../../settings/settings.js';
import type { Sessions } from './collector-types.js';

/** What is wrong, told once a cause as long as it lasts. */
export interface Problems {
  all(): readonly Problem[];
  readonly report: (problem: Problem) => void;
  /** Sessions that say here why there is none. */
  watch(sessions: Sessions): Sessions;
  /** Parcels were taken: into the folder, or into memory. */
  stored(durable: boolean, directory: string): void;
  /** What waits in this lane goes nowhere. */
  orphaned(lane: string, count: number): void;
}

const NO_SESSION = 'no-session';
const NOT_DURABLE = 'not-durable';

export function createProblems(tell: (problem: Problem) => void): Problems {
  const standing = new Map<string, Problem>();

  function report(problem: Problem): void {
    const cause = `${problem.code} ${problem.path}`;
    const before = standing.get(cause);
    standing.set(cause, problem);
    if (before?.message !== problem.message) tell(problem);
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
    stored(durable, directory) {
      if (durable) return over(NOT_DURABLE, 'directory');
      const message = `directory: ${directory} takes nothing more; is its disk full? What open viewings say is kept in memory only, and lost with this process. Make room there.`;
      report({ level: 'error', code: NOT_DURABLE, path: 'directory', message });
    },
    orphaned(lane, count) {
      const [destination, url] = lane.split(' ');
      const message = `${count} parcels wait for ${url ?? lane} (${destination ?? ''}), which the settings no longer name. Name it again, and they are sent; until then they stay.`;
      report({ level: 'warning', code: 'orphaned', path: lane, message });
    }
  };
}
