import { each, lrs } from './statements.mjs';

/** As one would write it in five minutes: one request a statement, one after the other, and no second try. */
const { endpoint, basic } = lrs();

await each(async (body) => {
  const reply = await fetch(`${endpoint}/statements`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Experience-API-Version': '1.0.3', Authorization: basic },
    body
  });
  if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
  await reply.text();
});
