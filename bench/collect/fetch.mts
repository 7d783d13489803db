import { each, lrs } from './statements.mjs';

/**
 * As one would write it in five minutes: one request after the other, each with so many ready-made statements (the second
 * argument; left out: one), and no second try.
 */
const { endpoint, basic } = lrs();
const batch = Number(process.argv[3] ?? 1);

async function post(statements: readonly string[]): Promise<void> {
  const reply = await fetch(`${endpoint}/statements`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Experience-API-Version': '1.0.3', Authorization: basic },
    body: batch === 1 ? statements.join('') : `[${statements.join(',')}]`
  });
  if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
  await reply.text();
}

let gathered: string[] = [];
await each(async (statement) => {
  gathered.push(statement);
  if (gathered.length < batch) return;
  await post(gathered);
  gathered = [];
});
if (gathered.length) await post(gathered);
