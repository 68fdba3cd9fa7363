import { completable, type GetPromptResult, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Scope } from '../../model/scope.js';
import type { Door } from './door.js';
import { orProtocolError } from './failure.js';
import { profile } from './profile.js';
import { scopeOfRead, type Session } from './session.js';

const NOTHING = 'Memory holds nothing that matches.';

/** What people pick from a menu; clients show them as commands such as `/recall`. */
export function registerPrompts(server: McpServer, session: Session): void {
  const door = session.door(undefined);
  const reads = scopeOfRead(session);
  const told = (work: () => Promise<string>) => orProtocolError(session.log, work);
  const topic = completable(
    z.string().describe('A tag, a category or any words; left out: everything.'),
    async (start) => labelsOf(await door.stats(reads), start),
  ).optional();

  server.registerPrompt(
    'remember',
    {
      title: 'Remember this',
      description: 'Keeps something for later conversations.',
      argsSchema: z.object({ text: z.string().describe('What to remember.') }),
    },
    ({ text }) =>
      asking(
        `Please remember this with memory_add, one complete fact a call, in my own words. Search first with memory_search; where it replaces something that no longer holds, name the old id in supersedes. Then tell me in one sentence what you kept.\n\n${text}`,
      ),
  );

  server.registerPrompt(
    'recall',
    {
      title: 'What do you remember?',
      description: 'Answers a question from memory, with dates.',
      argsSchema: z.object({ question: z.string().describe('What you want to know.') }),
    },
    async ({ question }) => asking(await told(() => recallText(door, reads, question))),
  );

  server.registerPrompt(
    'memory-review',
    {
      title: 'Review memory',
      description: 'Goes through memories with you: what is wrong, double or out of date.',
      argsSchema: z.object({ topic }),
    },
    async ({ topic: about }) => asking(await told(() => reviewText(door, reads, about))),
  );

  server.registerPrompt(
    'onboard',
    {
      title: 'Get to know me',
      description: 'A short interview whose answers are remembered in every app.',
    },
    () =>
      asking(
        'Get to know me, so that every assistant I use starts from it. Look first at what memory_list and memory_search show, and ask nothing that is known. Then ask me at most eight questions, one at a time: what I am called and what I do, who matters to me, what I work on now, which tools and languages I use, how I like answers to be, what to avoid. I may skip any. Keep each answer at once with memory_add, in my words, one fact a call, and tell me at the end what you kept.',
      ),
  );
}

async function recallText(door: Door, reads: Scope, question: string): Promise<string> {
  const { text } = await door.context({ ...reads, query: question, budget_tokens: 2_000 });
  return `Answer from what memory holds, and say when it was said. Where it does not tell, search again with memory_search in other words, then say that you do not know.\n\nQuestion: ${question}\n\n${text || NOTHING}`;
}

async function reviewText(door: Door, reads: Scope, topic: string | undefined): Promise<string> {
  const task =
    'Go through these memories with me. Point out what contradicts, repeats, seems wrong or may no longer hold, a few at a time, and propose for each what to do: correct it (memory_update), let something newer take its place (memory_add with supersedes), or forget it (memory_delete). Change nothing before I agree.';
  if (!topic) return `${task}\n\n${await profile(door, reads)}`;
  const { text } = await door.context({ ...reads, query: topic, budget_tokens: 4_000 });
  return `${task} Look for more with memory_search and memory_list.\n\nTopic: ${topic}\n\n${text || NOTHING}`;
}

function labelsOf(stats: { tags: Named; categories: Named }, start: string): string[] {
  const names = [...stats.tags, ...stats.categories].map(({ name }) => name);
  const near = names.filter((name) => name.toLowerCase().startsWith(start.toLowerCase()));
  return [...new Set(near)];
}

type Named = readonly { name: string }[];

function asking(text: string): GetPromptResult {
  return { messages: [{ role: 'user', content: { type: 'text', text } }] };
}
