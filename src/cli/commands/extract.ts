import { TulvingError } from '../../errors.js';
import type { ExtractReport, ExtractRequest } from '../../model/extract.js';
import type { Call, Command } from '../command.js';
import { tellCost } from '../dollars.js';
import { withLocalMemory, withMemory } from '../door.js';
import { given } from '../input.js';
import { counted, type Output } from '../output.js';

export const extract: Command = {
  name: 'extract',
  summary: {
    en: 'Have the language model draw memories from what was added before there was one.',
    zh: '让语言模型从配置模型之前写入的内容中提取记忆。',
  },
  options: [
    {
      flags: '--since <date>',
      help: { en: 'Only what was added since then.', zh: '仅限此时之后写入的内容。' },
    },
    {
      flags: '--until <date>',
      help: { en: 'Only what was added before then.', zh: '仅限此时之前写入的内容。' },
    },
    {
      flags: '--dry-run',
      help: { en: 'Tell what it would cost, and do nothing.', zh: '只给出预估，不执行。' },
    },
    {
      flags: '--yes',
      help: { en: 'Yes, whatever the estimate says.', zh: '同意执行，不再询问预估。' },
    },
  ],
  scoped: true,
  settings: ['llm', 'llmUrl', 'extractWindow'],
  examples: ['extract --dry-run', 'extract --since 2026-04-01 --yes', 'extract --user ada --json'],
  run: runExtract,
};

/** Longer than any job takes: the command ends when the work does. */
const WEEK = 7 * 86_400_000;

async function runExtract(call: Call): Promise<void> {
  const { options, output, settings } = call;
  const { since, until } = options as { since?: string; until?: string };
  // Whoever names no user means everybody: it is about what is kept, not about who asks.
  const { user_id: _, ...place } = call.scope;
  const user = settings.user === undefined ? {} : { user_id: settings.user };
  const request: ExtractRequest = { ...place, ...user, ...given({ since, until }) };
  const estimate = await withMemory(settings, ({ extraction }) =>
    extraction.run({ ...request, dry_run: true }),
  );
  if (options['dryRun'] === true || estimate.episodes === 0) {
    output.answer(estimate, () => [tellEstimate(estimate)]);
    return;
  }
  await requireConsent(estimate, options['yes'] === true, output);
  if (settings.url !== undefined) {
    const report = await withMemory(settings, ({ extraction }) => extraction.run(request));
    output.answer(report, () => [`${counted(report.jobs.length, 'job')} begun; see tulving jobs.`]);
    return;
  }
  const ended = await drawHere(call, request);
  output.answer(ended, () => [tellEnd(ended)]);
}

/** On the data directory: what was begun is done before the command ends. */
async function drawHere({ settings, output }: Call, request: ExtractRequest) {
  return withLocalMemory(settings, async ({ extraction }) => {
    const report = await extraction.run(request);
    const memories: string[] = [];
    const undone: string[] = [];
    await output.during('Drawing memories', async (show) => {
      for (const [at, job] of report.jobs.entries()) {
        show({ done: at, total: report.jobs.length });
        const waited = await extraction.wait(1, job, WEEK);
        if (waited === 'pending') undone.push(job);
        else memories.push(...waited.ids);
      }
    });
    return { ...report, memories: new Set(memories).size, undone };
  });
}

function tellEnd({ memories, undone }: { memories: number; undone: string[] }): string {
  const made = `${counted(memories, 'memory', 'memories')} drawn.`;
  if (undone.length === 0) return made;
  return `${made} ${counted(undone.length, 'job')} did not come to an end: see tulving jobs.`;
}

function tellEstimate({ model, episodes, tokens, calls, ...rest }: ExtractReport): string {
  if (episodes === 0) return 'Memories were drawn from everything already.';
  const number = (value: number) => value.toLocaleString('en');
  const { input_tokens: input, output_tokens: out, cost } = rest;
  return `${model} is to read ${counted(episodes, 'episode')} of about ${number(tokens)} tokens: ${number(calls.least)} to ${number(calls.most)} calls, about ${number(input)} tokens in and ${number(out)} out (${tellCost(cost)}).`;
}

async function requireConsent(
  estimate: ExtractReport,
  agreed: boolean,
  output: Pick<Output, 'line' | 'json'>,
): Promise<void> {
  const told = tellEstimate(estimate);
  if (!output.json) output.line(told);
  if (agreed) return;
  const { canAsk, askWhether } = await import('../install/prompt.js');
  if (!canAsk()) throw unagreed(`${told} Give --yes to go on.`);
  if (!(await askWhether('Go on?'))) throw unagreed('Nobody agreed to that.');
}

function unagreed(detail: string): TulvingError {
  return new TulvingError('usage', detail, { remedy: 'Nothing was sent to the model.' });
}
