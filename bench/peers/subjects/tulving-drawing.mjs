import { createMemory } from '../../../dist/compose.js';
import { createLanguageModel } from '../../../dist/models/language-model.js';
import { verbsOf } from './tulving-verbs.mjs';

/** With a model that draws memories from what is added. @param options `baseUrl`: of the model */
export async function open({ folder, baseUrl }) {
  const llm = createLanguageModel({ llm: `openai-compatible:${baseUrl}#fake` });
  const memory = await createMemory({ data: folder, timezone: 'UTC', llm, extractDelay: 0 });
  const { addMany } = verbsOf(memory);
  return {
    async drawTogether(items) {
      await addMany(items);
      const failures = [];
      await memory.runJobs((_, error) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
    /** As a server, which works all the time. */
    beginDrawing: () => memory.startJobs((_, error) => console.error(error)),
    async draw(user, text) {
      const { pending } = await memory.add({ user_id: user, text, mode: 'sync' });
      if (pending) throw new Error('It is not drawn from yet.');
    },
    close: () => memory.close(),
  };
}
