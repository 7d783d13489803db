import { digest } from '../delivery/digest.js';
import { uuid } from './uuid.js';
import { dropItem, keepItem, readItem, session } from './web-storage.js';

const KEY = 'playkit-js-xapi/visit';
/** Whose it is: a digest, salted with the visit's own id. */
const OWNER = `${KEY}-of`;

interface Visit {
  readonly id: string;
  /** Empty: nobody is known yet. */
  readonly owner: string;
}

/** Where storage is blocked it lives as long as the page. */
let visit: Visit | undefined;
/** Whether this page knew its viewer: a page that never did is one of somebody who has signed out. */
let wasKnown = false;

function kept(): Visit | undefined {
  const id = readItem(session, KEY);
  return id ? { id, owner: readItem(session, OWNER) ?? '' } : undefined;
}

function keep({ id, owner }: Visit): void {
  keepItem(session, KEY, id);
  keepItem(session, OWNER, owner);
}

/**
 * The name of this visit, which links pages, clicks and playback of one person: as long as the tab is open, reloads and
 * further pages of the site included, until another person is here or this one has signed out. Who signs in goes on with the
 * visit that they began unknown.
 * @param who tells persons apart; empty for somebody who is not known
 * @param before who it was until now, where that changed
 */
export function visitId(who = '', before = ''): string {
  const last = (visit ??= kept());
  const isOf = (person: string): boolean => last !== undefined && last.owner === digest(last.id, person);
  const isOver = last?.owner && (who ? !isOf(who) : before ? isOf(before) : !wasKnown);
  const id = !last || isOver ? uuid() : last.id;
  const owner = who ? digest(id, who) : id === last?.id ? last.owner : '';
  wasKnown ||= who !== '';
  if (id !== last?.id || owner !== last.owner) keep((visit = { id, owner }));
  return id;
}

/** What comes now is another visit. */
export function forgetVisit(): void {
  visit = undefined;
  dropItem(session, KEY);
  dropItem(session, OWNER);
}
