// A thousand turns of LoCoMo written through a fake model with a fifth of faults and five kill -9: nothing is
// lost, nothing is there twice. Usage: node extract-crash.mjs FOLDER_OF_THE_SETS [FAULT_RATE] [KILLS] [TURNS]
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLocomo } from '../../dist/evaluation/locomo.js';
import { estimateTokens } from '../../dist/language/tokens.js';
import {
  checkKept,
  Server,
  startFake,
  untilDrawn,
  writeThroughKills,
} from '../helpers/extract-proof.mjs';
import { Report } from './report.mjs';

const [sets, rate = '0.2', kills = '5', turns = '1000'] = process.argv.slice(2);
const KINDS =
  'malformed garbage truncated wrong_schema empty hallucinated_quote echo refusal refusal_in_words 429 500 hang slow';
/** As a client sends a conversation: some turns at a time. */
const TURNS_PER_ADD = 10;
/** Jobs that fail wait longer each time. */
const LIMIT = 30 * 60_000;

const data = mkdtempSync(join(tmpdir(), 'tulving-extract-'));
const faults = { rate: Number(rate), seed: 1, kinds: KINDS.split(' ') };
const fake = await startFake(Number(rate) > 0 ? faults : undefined);
const server = new Server({ data, model: fake.url });
const report = new Report();
const groups = groupsOf(
  readLocomo(JSON.parse(readFileSync(join(sets, 'locomo/locomo-dev.json'), 'utf8'))),
);
const said = groups.flatMap(({ messages }) => messages.map(({ content }) => content));
const tokens = said.reduce((sum, text) => sum + estimateTokens(text), 0);
try {
  await server.start();
  let kept;
  let jobs;
  await report.step(`${said.length} turns, ${tokens} tokens, ${kills} times kill -9`, async () => {
    kept = await writeThroughKills(server, groups, Number(kills));
    assert.equal(kept.episodes.size, said.length);
    return `${kept.statements.size} statements acknowledged`;
  });
  await report.step('every job ends', async () => {
    jobs = await untilDrawn(server, LIMIT);
    const parked = jobs.filter(({ state }) => state === 'parked');
    const causes = parked.map(({ cause }) => `\n    ${cause}`).join('');
    return `${jobs.length} jobs, ${parked.length} parked${causes}`;
  });
  await report.step('what is kept', async () => {
    const { drawn, usage } = await checkKept(server, kept, jobs);
    const calls = usage.reduce((sum, { calls: n }) => sum + n, 0);
    const per = ((1_000 * calls) / tokens).toFixed(2);
    return `${drawn} memories drawn, none twice; ${calls} calls, ${per} for 1,000 tokens of input: ${usage
      .map(({ role, calls: n, failures }) => `${role} ${n} (${failures} failed)`)
      .join(', ')}`;
  });
} finally {
  await server.stop();
  await fake.stop();
  rmSync(data, { recursive: true, force: true });
}
report.end();

function groupsOf(conversations) {
  let left = Number(turns);
  return conversations.flatMap(({ id, sessions }) =>
    sessions.flatMap((session) => {
      const groups = [];
      for (let at = 0; at < session.turns.length && left > 0; at += TURNS_PER_ADD) {
        const some = session.turns.slice(at, at + Math.min(TURNS_PER_ADD, left));
        left -= some.length;
        const messages = some.map(({ speaker, text, occurredAt }) => ({
          content: text,
          speaker,
          occurred_at: new Date(occurredAt).toISOString(),
        }));
        groups.push({ user_id: id, run_id: session.id, messages });
      }
      return groups;
    }),
  );
}
