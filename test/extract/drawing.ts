import type { MemoryOptions } from '../../src/compose.js';
import type { Memory } from '../../src/memory.js';
import type { GenerateRequest } from '../../src/models/port.js';
import { ScriptedModel } from '../helpers/scripted-model.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

interface Line {
  ref: string;
  speaker: string;
  text: string;
}

export interface Said {
  /** What stands under "New". */
  lines: Line[];
  prompt: string;
}

/** What is drawn from a window, as JSON can carry it. */
type Draws = (said: Said) => object[] | string | Promise<object[] | string>;

/** A memory with a model that draws as it is told, and finds nothing to compare. */
export async function drawingMemory(
  draws: Draws,
  options: MemoryOptions = {},
): Promise<{ memory: Memory; model: ScriptedModel; asked: Said[]; runJobs: () => Promise<void> }> {
  const asked: Said[] = [];
  const model = new ScriptedModel(async (request) => {
    if (!isExtraction(request)) return JSON.stringify({ items: verdictsOf(request) });
    const said = saidIn(request);
    asked.push(said);
    const drawn = await draws(said);
    return typeof drawn === 'string' ? drawn : JSON.stringify({ items: drawn });
  });
  const memory = await temporaryMemory({ llm: model, extractDelay: 0, ...options });
  const runJobs = async () => {
    await memory.runJobs(() => undefined);
  };
  return { memory, model, asked, runJobs };
}

/** A fact for each new line, that quotes all of it. */
export const factOfEach: Draws = ({ lines }) =>
  lines.map(({ ref, speaker, text }) => ({
    kind: 'fact',
    text: `${speaker} says: ${text}`,
    quotes: [{ ref, text }],
    importance: 0.5,
  }));

function isExtraction({ system = '' }: GenerateRequest): boolean {
  return system.includes('You draw memories');
}

function saidIn({ prompt }: GenerateRequest): Said {
  const [, text = ''] = /\nNew:\n(.*)<\/window>/s.exec(prompt) ?? [];
  const lines = [...text.matchAll(/^\[(e\d+)\] (.+?) \([^)]*\): (.+)$/gm)];
  return {
    prompt,
    lines: lines.map(([, ref = '', speaker = '', words = '']) => ({ ref, speaker, text: words })),
  };
}

function verdictsOf({ prompt }: GenerateRequest) {
  return [...prompt.matchAll(/^\[(n\d+)\]/gm)].map(([, note]) => ({
    note,
    verdict: 'new',
    refs: [],
  }));
}
