import { describe, expect } from 'vitest';
import {
  checkKept,
  Server,
  startFake,
  untilDrawn,
  writeThroughKills,
} from '../helpers/extract-proof.mjs';
import { itOnFiles, temporaryDirectory } from '../helpers/temporary-memory.js';

/** What the fake does in place of answering; `hang` alone takes time, and is left to the long proof. */
const KINDS = ['malformed', 'garbage', 'truncated', 'wrong_schema', 'empty', 'hallucinated_quote'];
const TURNS = 60;

describe('drawing through faults and kill -9 (T3, T4)', () => {
  itOnFiles(
    'loses no word, makes nothing twice, and ends every job',
    async () => {
      const fake = await startFake({ rate: 0.2, seed: 3, kinds: [...KINDS, '429', '500'] });
      const server = new Server({ data: temporaryDirectory(), model: fake.url, delayMs: 100 });
      try {
        await server.start();
        const kept = await writeThroughKills(server, groups(), 1);
        expect(kept.episodes.size).toBe(TURNS);
        const jobs = await untilDrawn(server, 150_000);
        const { drawn } = await checkKept(server, kept, jobs);
        expect(drawn).toBeGreaterThan(TURNS / 2);
      } finally {
        await server.stop();
        await fake.stop();
      }
    },
    180_000,
  );
});

/** Some turns at a time, of three users. */
function groups() {
  return Array.from({ length: TURNS / 5 }, (_, group) => ({
    user_id: `user-${group % 3}`,
    run_id: `run-${group}`,
    messages: Array.from({ length: 5 }, (_turn, turn) => ({
      content: `I keep boat ${group * 5 + turn} in the old harbour of Lisbon.`,
      speaker: 'Ada',
    })),
  }));
}
