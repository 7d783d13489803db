import type { Viewer } from '../../events/viewer.js';
import { entry } from '../../schema/entry.js';
import { isText } from '../../schema/kinds.js';
import { filledText, maybe } from '../../schema/json-values.js';
import { exact, expects, fields, type Read } from '../../schema/reader.js';

/** An entry: `id` must be there; what is not said is `kind: 'vod'`, `media: 'video'`. */
export const readEntry = entry({ kind: 'vod', media: 'video' });

const word = maybe(filledText);

/** Who watches; `{}` is nobody that is known. */
export const readViewer: Read<Viewer> = fields({ id: word, name: word, email: word, emailSha1: word }, exact);

/** Of the learner's attempt. */
export const readRegistration: Read<string> = expects(
  'a UUID',
  (value) =>
    isText(value) && /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(value)
      ? value
      : undefined,
  exact
);
