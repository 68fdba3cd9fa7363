import { completable, type GetPromptResult, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { orProtocolError } from './failure.js';
import { profile } from './profile.js';
import { isOffered, type Offered, scopeOfRead, type Session } from './session.js';

/** What people pick from a menu; clients show them as commands such as `/recall`. */
interface Prompt extends Offered {
  name: string;
  title: string;
  description: string;
  argument?: { name: string; help: string; optional?: boolean; complete?: Complete };
  /** What the user says to the model. */
  text: (value: string, session: Session) => string | Promise<string>;
}

type Complete = (start: string, session: Session) => Promise<string[]>;

const NOTHING = 'Memory holds nothing that matches.';

export const prompts: readonly Prompt[] = [
  {
    name: 'remember',
    toolset: 'memory',
    needs: 'write',
    title: 'Remember this',
    description: 'Keeps something for later conversations.',
    argument: { name: 'text', help: 'What to remember.' },
    text: (text) =>
      `Please remember this with memory_add, one complete fact a call, in my own words. Search first with memory_search; where it replaces something that no longer holds, name the old id in supersedes. Then tell me in one sentence what you kept.\n\n${text}`,
  },
  {
    name: 'recall',
    toolset: 'memory',
    needs: 'read',
    title: 'What do you remember?',
    description: 'Answers a question from memory, with dates.',
    argument: { name: 'question', help: 'What you want to know.' },
    text: async (question, session) =>
      `Answer from what memory holds, and say when it was said. Where it does not tell, search again with memory_search in other words, then say that you do not know.\n\nQuestion: ${question}\n\n${await blockOf(question, session, 2_000)}`,
  },
  {
    name: 'memory-review',
    toolset: 'memory',
    needs: 'write',
    title: 'Review memory',
    description: 'Goes through memories with you: what is wrong, double or out of date.',
    argument: {
      name: 'topic',
      help: 'A tag, a category or any words; left out: everything.',
      optional: true,
      complete: labelsOf,
    },
    async text(topic, session) {
      const about = topic === '' ? await profileOf(session) : await blockOf(topic, session, 4_000);
      return `Go through these memories with me. Point out what contradicts, repeats, seems wrong or may no longer hold, a few at a time, and propose for each what to do: correct it (memory_update), let something newer take its place (memory_add with supersedes), or forget it (memory_delete). Change nothing before I agree. Look for more with memory_search and memory_list.\n\n${topic === '' ? '' : `Topic: ${topic}\n\n`}${about}`;
    },
  },
  {
    name: 'onboard',
    toolset: 'memory',
    needs: 'write',
    title: 'Get to know me',
    description: 'A short interview whose answers are remembered in every app.',
    text: () =>
      'Get to know me, so that every assistant I use starts from it. Look first at what memory_list and memory_search show, and ask nothing that is known. Then ask me at most eight questions, one at a time: what I am called and what I do, who matters to me, what I work on now, which tools and languages I use, how I like answers to be, what to avoid. I may skip any. Keep each answer at once with memory_add, in my words, one fact a call, and tell me at the end what you kept.',
  },
];

export function registerPrompts(server: McpServer, session: Session): void {
  for (const prompt of prompts) {
    if (isOffered(prompt, session)) registerPrompt(server, prompt, session);
  }
}

function registerPrompt(server: McpServer, prompt: Prompt, session: Session): void {
  const { name, title, description, argument, text } = prompt;
  const say = (value = '') =>
    orProtocolError(session.log, async () => said(await text(value, session)));
  if (!argument) {
    server.registerPrompt(name, { title, description }, () => say());
    return;
  }
  const argsSchema = z.object({ [argument.name]: fieldOf(argument, session) });
  server.registerPrompt(name, { title, description, argsSchema }, (given) =>
    say((given as Record<string, string | undefined>)[argument.name]),
  );
}

function fieldOf({ help, optional, complete }: NonNullable<Prompt['argument']>, session: Session) {
  const plain = z.string().describe(help);
  const field = complete
    ? completable(plain, (start) => orProtocolError(session.log, () => complete(start, session)))
    : plain;
  return optional ? field.optional() : field;
}

async function blockOf(query: string, session: Session, budget: number): Promise<string> {
  const request = { ...scopeOfRead(session), query, budget_tokens: budget };
  return (await session.door(undefined).context(request)).text || NOTHING;
}

function profileOf(session: Session): Promise<string> {
  const { timezone } = session;
  return profile({ door: session.door(undefined), scope: scopeOfRead(session), timezone });
}

async function labelsOf(start: string, session: Session): Promise<string[]> {
  const { tags, categories } = await session.door(undefined).stats(scopeOfRead(session));
  const names = [...tags, ...categories].map(({ name }) => name);
  return [...new Set(names.filter((name) => name.toLowerCase().startsWith(start.toLowerCase())))];
}

function said(text: string): GetPromptResult {
  return { messages: [{ role: 'user', content: { type: 'text', text } }] };
}
