import { iri, mailto, sha1 } from './formats.js';
import { all, has, isObject, listOf, oneOf, shape, text, whole, type JsonObject, type Rule } from './rules.js';

/** The four ways to name a person. Exactly one may be used. */
export const IDENTIFIERS = ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const;

const identifiers = {
  name: text,
  mbox: mailto,
  mbox_sha1sum: sha1,
  openid: iri,
  account: shape({ homePage: iri, name: text })
};

function used(value: JsonObject): string[] {
  return IDENTIFIERS.filter((name) => has(value, name));
}

const one = whole((value, path, report) => {
  const found = used(value);
  if (found.length !== 1) {
    report(
      path,
      `needs exactly one of ${IDENTIFIERS.join(', ')}; has ${found.length === 0 ? 'none' : found.join(', ')}`
    );
  }
});

export const agent: Rule = all(shape({}, { objectType: oneOf('Agent'), ...identifiers }), one);

/** A group is identified by one identifier, or anonymous with its members said. Groups have no groups as members. */
export const group: Rule = all(
  shape({ objectType: oneOf('Group') }, { ...identifiers, member: listOf(agent) }),
  whole((value, path, report) => {
    const found = used(value);
    if (found.length > 1) report(path, `needs one identifier at most; has ${found.join(', ')}`);
    const members = value['member'];
    if (found.length === 0 && !(Array.isArray(members) && members.length > 0)) {
      report(path, 'needs an identifier or at least one member');
    }
  })
);

export const actor: Rule = (value, path, report) =>
  (isObject(value) && value['objectType'] === 'Group' ? group : agent)(value, path, report);

/** Whoever vouches for a statement: an agent, or an application and its user as an anonymous group of two. */
export const authority: Rule = all(
  actor,
  whole((value, path, report) => {
    const members = value['member'];
    if (
      value['objectType'] === 'Group' &&
      !(Array.isArray(members) && members.length === 2 && used(value).length === 0)
    ) {
      report(path, 'must be an agent, or a group of exactly two members without an identifier');
    }
  })
);
