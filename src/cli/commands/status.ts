import { shownIndex, shownVectors } from '../../model/health.js';
import { shownPause } from '../../model/job-pause.js';
import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { shownWebhooks } from '../../model/webhooks.js';
import { printable } from '../output.js';

export const status: Command = {
  name: 'status',
  summary: { en: 'Show what is kept, and where.', zh: '显示保存了什么、保存在哪里。' },
  examples: ['status', 'status --url http://127.0.0.1:8858 --json'],
  async run({ settings, output }) {
    const status = await withMemory(settings, (memory) => memory.status());
    const { memories } = status;
    output.answer(status, () => [
      `location  ${status.location}`,
      `store     ${status.engine}, schema ${status.schema}, ${(status.bytes / 1_048_576).toFixed(1)} MiB`,
      `memories  ${memories.active} active, ${memories.paused} paused, ${memories.archived} archived, ${memories.deleted} deleted`,
      `episodes  ${status.episodes}`,
      `cubes     ${status.cubes}`,
      `embedder  ${status.embedder}`,
      `index     ${shownIndex(status.index)}`,
      ...(status.jobs_paused ?? []).map((pause) => printable(`paused    ${shownPause(pause)}`)),
      ...(status.reviews > 0 ? [`reviews   ${status.reviews} waiting: tulving review`] : []),
      ...(status.webhooks ? [`webhooks  ${shownWebhooks(status.webhooks)}`] : []),
      ...(status.vectors ? [`vectors   ${shownVectors(status.vectors)}`] : []),
    ]);
  },
};
