import { failed, ok, skipped, type Finding } from './check.js';
import { described, isTrouble, jsonOf, type Answer } from './probe.js';

/** Whether the key may read statements, which nothing here needs: an answer to those who look for theirs in vain. */
export function readFinding(listed: Answer): Finding {
  if (listed.status === 200) return ok('reading', 'the key may read statements');
  if (listed.status === 401 || listed.status === 403)
    return skipped('reading', `the key may not read statements (HTTP ${listed.status}); sending does not need it`);
  return skipped('reading', described(listed));
}

const RIGHTS = 'Give this client the right to write statements in the record store.';

/**
 * What an answer to a POST of statements says about the right to write.
 * @param id of the statement that was sent; left out: the list was empty, and what is refused is the emptiness
 */
export function writeFinding(answer: Answer, id?: string): Finding {
  const { status, body } = answer;
  if (status === 401) return failed('writing', 'the key may not write (HTTP 401)', RIGHTS);
  if (status === 403) return failed('writing', 'the key may not write (HTTP 403)', RIGHTS);
  if (status === 0) return failed('writing', 'no answer', 'Try again; a proxy in between may refuse a POST.');
  if (isTrouble(status))
    return failed('writing', described(answer), 'The record store is in trouble: try again later.');
  const fine = status > 199 && status < 300;
  if (id === undefined)
    return fine || status === 400 || status === 422
      ? ok('writing', 'the key is accepted for writing, likely; nothing was stored', '--write-test proves it.')
      : skipped('writing', `an empty list is answered with ${described(answer)}`, '--write-test tells.');
  const answered = jsonOf(body);
  if (status === 204 || (fine && Array.isArray(answered) && answered.includes(id)))
    return ok('writing', `a test statement was stored, ${id}`);
  return failed('writing', `a test statement is answered with ${described(answer)}`, 'Ask who runs the record store.');
}
