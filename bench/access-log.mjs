// What the access log costs a search: the same searches with it and without it, in turns, as CPU time of the
// process with the writes of the log. After a build: `node bench/access-log.mjs [memories]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemory } from '../dist/compose.js';
import { drawFrequentQuery, drawNaturalQuery, drawText, randomFrom } from './corpus.mjs';

const memories = Number(process.argv[2] ?? 5_000);
const [rounds, perRound] = [24, 100];
const random = randomFrom(7);
const data = mkdtempSync(join(tmpdir(), 'tulving-access-log-'));

async function searched(memory, queries) {
  const before = process.cpuUsage();
  for (const query of queries) await memory.search({ user_id: 'ada', query });
  await memory.accessLog?.list({ limit: 1 });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / queries.length;
}

const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];

try {
  const filling = await createMemory({ data, tracesMegabytes: 0 });
  for (let at = 0; at < memories; at += 100) {
    await Promise.all(
      Array.from({ length: 100 }, () => filling.add({ user_id: 'ada', text: drawText(random) })),
    );
  }
  await filling.close();
  const off = await createMemory({ data, tracesMegabytes: 0, accessLogDays: 0 });
  const on = await createMemory({ data, tracesMegabytes: 0, accessLogDays: 90 });
  const taken = { off: [], on: [] };
  for (let round = 0; round < rounds; round++) {
    const draw = round % 2 === 0 ? drawNaturalQuery : drawFrequentQuery;
    const queries = Array.from({ length: perRound }, () => draw(random));
    const turns = round % 4 < 2 ? ['off', 'on'] : ['on', 'off'];
    for (const turn of turns) taken[turn].push(await searched(turn === 'on' ? on : off, queries));
  }
  const [without, withLog] = [median(taken.off.slice(2)), median(taken.on.slice(2))];
  console.log(
    JSON.stringify({
      memories,
      without_us: Math.round(without),
      with_us: Math.round(withLog),
      share: Math.round(1_000 * (withLog / without - 1)) / 10 + ' %',
    }),
  );
  await off.close();
  await on.close();
} finally {
  rmSync(data, { recursive: true, force: true });
}
