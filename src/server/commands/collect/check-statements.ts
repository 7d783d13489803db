import type { Statement } from '../../../xapi/statement.js';
import { validateStatement, type Edition } from '../../validate/statement.js';

/** What is wrong with statements, each with the verb that tells which one it is; nothing where all are valid. */
export function checkStatements(statements: readonly Statement[], edition: Edition): readonly string[] {
  return statements.flatMap((statement) => {
    // As it is sent: what is undefined is left out.
    const sent: unknown = JSON.parse(JSON.stringify(statement));
    const [word = 'statement'] = Object.values(statement.verb.display);
    return validateStatement(sent, edition, word).map(({ path, message }) => `${path} ${message}`);
  });
}
