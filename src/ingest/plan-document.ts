import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Metadata } from '../model/memory.js';
import type { DocumentRequest } from '../model/requests.js';
import type { NewEpisode, NewMemory } from '../store/change-set.js';
import type { ReviewChange } from '../store/reviews.js';
import { type Chunk, chunkDocument } from './chunk-document.js';
import { admit } from './gate/admit.js';
import type { Trust } from '../model/trust.js';
import { trustGiven, trustOf } from './gate/trust-of.js';
import { type AddContext, type Addition, baseOf, fullScope, readLasting } from './plan-add.js';
import type { FilePlace, ReadDocument } from './read/document.js';
import { joinSections } from './read/join.js';

/** What is said of a document, beside its content. */
export type AboutDocument = Omit<DocumentRequest, 'text' | 'base64' | 'url' | 'type'>;

export type DocumentContent = Pick<ReadDocument, 'format' | 'sections'> & {
  /** Whether it comes from an address, for whose words nobody here can vouch. */
  fetched?: boolean;
  /** Whether a model has told it, of a picture or a sound. */
  described?: boolean;
};

/** How long chunks are indexed before others have their turn, in ms. */
const SLICE = 8;

/**
 * A document becomes a session of episodes that tile it. Each has a memory, which quotes it and the
 * end of the episode before. Title and headings are indexed with it: they say what it is about.
 */
export async function planDocument(
  about: AboutDocument,
  { format, sections, ...from }: DocumentContent,
  context: AddContext,
): Promise<Addition> {
  const { newId } = context;
  const { text, placeOf } = joinSections(sections);
  const scope = fullScope(about);
  const trust = trustIn(about, from);
  const session = newId();
  const occurredAt = baseOf(about, context);
  const chunks = chunkDocument(text, { type: format });
  const episodes = chunks.map(({ start, end }): NewEpisode => {
    const said = { speaker: null, role: null, text: text.slice(start, end), occurredAt };
    return { id: newId(), scope, session, kind: 'document', ...said, trust };
  });
  const { given, ...lasting } = readLasting(about, context);
  const memories: NewMemory[] = [];
  const reviews: ReviewChange[] = [];
  let since = performance.now();
  for (const [at, chunk] of chunks.entries()) {
    if (performance.now() - since > SLICE) {
      await nextTurn();
      since = performance.now();
    }
    const quoted = text.slice(chunk.overlapStart, chunk.end);
    const metadata = metadataOf(about, chunk, placeOf(chunk.start, chunk.end));
    const memory: NewMemory = {
      id: newId(),
      scope,
      kind: 'statement',
      text: quoted,
      metadata,
      categories: about.categories ?? context.categorise(quoted),
      tags: about.tags ?? [],
      occurredAt,
      ...lasting,
      sources: [
        ...tailOf(chunk, chunks[at - 1], episodes[at - 1]),
        { episode: episodes[at]?.id ?? '', start: 0, end: chunk.end - chunk.start },
      ],
      index: context.indexer.index(quoted, metadata),
      // The same paragraph of two documents is two places to find it; of one file, added again, it is
      // further evidence. The name in the metadata tells files apart.
      unlessSame: about.name !== undefined && !given,
    };
    const shown = { text: quoted, kind: memory.kind, role: null, trust };
    const admitted = admit(memory, context.gate(shown), newId);
    memories.push(admitted.memory);
    reviews.push(...admitted.reviews);
  }
  return { episodes, memories, reviews };
}

/** Who hands in a file may vouch for its words; for those of an address or a model nobody can. */
function trustIn(
  { trust: given }: AboutDocument,
  { fetched = false, described = false }: Pick<DocumentContent, 'fetched' | 'described'>,
): Trust {
  if (fetched) return 'outside';
  return described ? trustGiven('agent', given) : (given ?? trustOf(null, 'document'));
}

function metadataOf(
  { metadata, title, name }: AboutDocument,
  { headings }: Chunk,
  place: FilePlace,
): Metadata {
  return {
    ...metadata,
    ...(title !== undefined && { title }),
    ...(headings.length > 0 && { headings: [...headings] }),
    ...(name !== undefined && { file: name }),
    ...place,
  };
}

/** The end of the chunk before, in its own episode. */
function tailOf(chunk: Chunk, before: Chunk | undefined, episode: NewEpisode | undefined) {
  if (!before || !episode || chunk.overlapStart >= before.end) return [];
  const start = chunk.overlapStart - before.start;
  return [{ episode: episode.id, start, end: before.end - before.start }];
}
