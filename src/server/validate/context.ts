import { activity } from './activity.js';
import { actor, agent, group } from './actors.js';
import { extensions, iri, language, uuid } from './formats.js';
import { listOf, oneOf, shape, text, type Rule } from './rules.js';

export const statementRef: Rule = shape({ objectType: oneOf('StatementRef'), id: uuid });

// A lone activity instead of a list is a habit of 0.95 that stores may still read; whoever sends must send lists.
const activities = listOf(activity);

const common = {
  registration: uuid,
  instructor: actor,
  team: group,
  contextActivities: shape({}, { parent: activities, grouping: activities, category: activities, other: activities }),
  revision: text,
  platform: text,
  language,
  statement: statementRef,
  extensions
};

export const context: Rule = shape({}, common);

const relevantTypes = listOf(iri, 1);

/** xAPI 2.0 has two keys more. */
export const context2: Rule = shape(
  {},
  {
    ...common,
    contextAgents: listOf(shape({ objectType: oneOf('contextAgent'), agent }, { relevantTypes })),
    contextGroups: listOf(shape({ objectType: oneOf('contextGroup'), group }, { relevantTypes }))
  }
);
