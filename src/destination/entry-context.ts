import type { Entry } from '../events/entry.js';
import type { PortalEntry } from '../events/portal-event.js';
import { defaults } from '../settings/defaults.js';
import { toProblem } from '../settings/problems.js';
import type { Read } from '../schema/reader.js';
import { entryRules } from '../settings/rules.js';
import type { Category, PerEntry, Problem, Wording } from '../settings/settings.js';

/** Where a viewing belongs: the settings that may be functions of the entry, answered for one entry. */
export interface EntryContext {
  /** IRI of the entry as an activity. */
  readonly activityId: string;
  readonly category: Category | undefined;
  readonly playbackContext: string | undefined;
}

/** An IRI out of a template of the settings: `{homePage}` as it stands, and an id made fit for an IRI. */
export const fillTemplate = (template: string, homePage: string, placeholder: string, id: string): string =>
  template.split('{homePage}').join(homePage).split(placeholder).join(encodeURIComponent(id));

/** An entry that only its id, name and length are known of, as those who know what plays want it. */
export const asEntry = (entry: PortalEntry): Entry => ({ kind: 'vod', media: 'video', ...entry });

/** A function of the entry has nothing to say where there is no entry. */
export const constant = <T extends string | object>(setting: PerEntry<T> | undefined): T | undefined =>
  typeof setting === 'function' ? undefined : setting;

/**
 * Answers the settings that may be functions of the entry. One that throws or answers rubbish is a problem, and the
 * statement goes without what it should have said.
 */
export function entryContextOf(wording: Wording, entry: Entry): readonly [EntryContext, readonly Problem[]] {
  const problems: Problem[] = [];
  const ask = <T>(path: keyof typeof entryRules, setting: PerEntry<T> | undefined, read: Read<T>): T | undefined => {
    if (typeof setting !== 'function') return setting;
    const then = `Entry ${entry.id} goes without it`;
    const wrong = (what: string): void => void problems.push(toProblem({ path, what, level: 'warning', then }));
    try {
      const answer: unknown = (setting as (entry: Entry) => unknown)(entry);
      if (answer instanceof Promise) {
        wrong('must answer at once, not with a promise');
        return undefined;
      }
      return read(answer, path, ({ what }) => wrong(what));
    } catch (error) {
      wrong(`threw ${String(error)}`);
      return undefined;
    }
  };
  const template = ask('activityId', wording.activityId, entryRules.activityId) ?? defaults.activityId;
  const category = ask('category', wording.category, entryRules.category);
  return [
    {
      activityId: fillTemplate(template, wording.site.homePage, '{entryId}', entry.id),
      category,
      playbackContext: ask('playbackContext', wording.playbackContext, entryRules.playbackContext) ?? category?.id
    },
    problems
  ];
}
