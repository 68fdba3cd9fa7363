import type { DocumentRequest } from '../model/requests.js';
import type { NewEpisode, NewMemory } from '../store/change-set.js';
import { type Chunk, chunkDocument } from './chunk-document.js';
import { type AddContext, type Addition, baseOf, fullScope, readLasting } from './plan-add.js';

/**
 * A document becomes a session of episodes that tile it. Each has a memory, which quotes it and the
 * end of the episode before. Title and headings are indexed with it: they say what it is about.
 */
export function planDocument(input: DocumentRequest, context: AddContext): Addition {
  const { newId } = context;
  const scope = fullScope(input);
  const session = newId();
  const occurredAt = baseOf(input, context);
  const chunks = chunkDocument(input.text, { type: input.type ?? 'markdown' });
  const episodes = chunks.map(({ start, end }): NewEpisode => {
    const text = input.text.slice(start, end);
    const said = { speaker: null, role: null, text, occurredAt };
    return { id: newId(), scope, session, kind: 'document', ...said };
  });
  const { given: _, ...lasting } = readLasting(input, context);
  const memories = chunks.map((chunk, at): NewMemory => {
    const text = input.text.slice(chunk.overlapStart, chunk.end);
    const metadata = { ...input.metadata, ...aboutOf(input, chunk) };
    return {
      id: newId(),
      scope,
      kind: 'statement',
      text,
      metadata,
      categories: input.categories ?? [],
      tags: input.tags ?? [],
      occurredAt,
      ...lasting,
      sources: [
        ...tailOf(chunk, chunks[at - 1], episodes[at - 1]),
        { episode: episodes[at]?.id ?? '', start: 0, end: chunk.end - chunk.start },
      ],
      index: context.indexer.index(text, metadata),
      // The same paragraph of two documents is two places to find it.
      unlessSame: false,
    };
  });
  return { episodes, memories };
}

function aboutOf({ title }: DocumentRequest, { headings }: Chunk): Record<string, unknown> {
  return {
    ...(title !== undefined && { title }),
    ...(headings.length > 0 && { headings: [...headings] }),
  };
}

/** The end of the chunk before, in its own episode. */
function tailOf(chunk: Chunk, before: Chunk | undefined, episode: NewEpisode | undefined) {
  if (!before || !episode || chunk.overlapStart >= before.end) return [];
  const start = chunk.overlapStart - before.start;
  return [{ episode: episode.id, start, end: before.end - before.start }];
}
