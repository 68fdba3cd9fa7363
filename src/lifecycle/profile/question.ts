import { z } from 'zod';
import type { StoredMemory } from '../../store/port.js';
import type { Ask } from '../consolidate/ask.js';
import { checkCited, type Cited, citedSchema } from '../consolidate/cited.js';
import { DATA_NOTE, Shown } from '../consolidate/shown.js';

const replySchema = z.object({ sentences: z.array(citedSchema) });

const SYSTEM = `You describe a user from the memories of an assistant, for the assistant.
${DATA_NOTE}
Write 2 to 6 plain sentences in the language of most memories: who the user is, what the user does, likes and wants. Each sentence cites the memories that it rests on by their marks. Add nothing that no memory says, and judge nobody.
Answer with JSON alone: {"sentences":[{"text":"…","cites":["m1","m2"]}]}`;

const MOST_SENTENCES = 8;

/** Sentences about a user, each resting on memories that were shown; others are left out. */
export async function askForProfile(
  memories: readonly StoredMemory[],
  { ask, timezone, signal }: { ask: Ask; timezone: string; signal?: AbortSignal | undefined },
): Promise<{ kept: Cited[]; refused: Record<string, number> }> {
  const shown = new Shown(memories, timezone);
  const question = { name: 'profile', system: SYSTEM, prompt: shown.block, schema: replySchema };
  const { value } = await ask({ ...question, lenient: true, signal });
  return checkCited(value.sentences.slice(0, MOST_SENTENCES), shown);
}
