import { extensions, iri, languageMap } from './formats.js';
import { all, has, isObject, listOf, oneOf, shape, text, whole, type Rule } from './rules.js';

/** Which lists of components an interaction may carry. */
const COMPONENTS: Readonly<Record<string, readonly string[]>> = {
  'true-false': [],
  choice: ['choices'],
  'fill-in': [],
  'long-fill-in': [],
  matching: ['source', 'target'],
  performance: ['steps'],
  sequencing: ['choices'],
  likert: ['scale'],
  numeric: [],
  other: []
};
const LISTS = ['choices', 'scale', 'source', 'target', 'steps'];

const components: Rule = all(listOf(shape({ id: text }, { description: languageMap })), (value, path, report) => {
  if (!Array.isArray(value)) return;
  const ids = value.flatMap((member: unknown) => (isObject(member) ? [member['id']] : []));
  if (new Set(ids).size !== ids.length) report(path, 'has the same id twice');
});

const definition: Rule = all(
  shape(
    {},
    {
      name: languageMap,
      description: languageMap,
      type: iri,
      moreInfo: iri,
      extensions,
      interactionType: oneOf(...Object.keys(COMPONENTS)),
      correctResponsesPattern: listOf(text),
      ...Object.fromEntries(LISTS.map((name) => [name, components]))
    }
  ),
  whole((value, path, report) => {
    const interaction = value['interactionType'];
    if (interaction === undefined && has(value, 'correctResponsesPattern')) {
      report(`${path}.interactionType`, 'is missing, since there is a correctResponsesPattern');
    }
    const allowed = typeof interaction === 'string' ? (COMPONENTS[interaction] ?? []) : [];
    for (const name of LISTS) {
      if (has(value, name) && !allowed.includes(name)) {
        report(`${path}.${name}`, `does not belong to interactionType ${JSON.stringify(interaction)}`);
      }
    }
  })
);

export const activity: Rule = shape({ id: iri }, { objectType: oneOf('Activity'), definition });
