import { TulvingError } from '../../errors.js';
import { shownName } from '../endpoint.js';
import type { Embedder, MadeVector, ProbedSpace } from '../port.js';

/** Questions and notes of which none has to do with any other. */
const QUERIES = [
  'Where does my sister live?',
  'Which medicine must I not take?',
  'How do I renew the certificate of the server?',
  '上周的会议定在什么时候？',
  'Wie heißt der Hund meiner Nachbarn?',
  'What did we pay for the roof?',
];
const NOTES = [
  'The bread has to rest for twelve hours before it goes into the oven.',
  'Our team lost the final by two points after extra time.',
  'The violin was built in Cremona around 1710.',
  '这条河每年春天都会涨水。',
  'Photosynthesis turns carbon dioxide and water into sugar.',
  'Der Zug nach Hamburg fährt von Gleis sieben.',
  'She painted the fence green and planted beans beside it.',
  'The compiler moves the constant out of the loop.',
];
/** Above all models that were seen. A space in which everything is alike could find nothing. */
const HIGHEST = 0.95;

/**
 * Asks an embedder a little: how long its vectors are, and how near texts lie that have nothing to do with
 * each other. That is 0.0 to 0.2 for some models and above 0.7 for others (E5), so a cosine alone says
 * nothing. The floor is the mean of these pairs and two standard deviations. It is asked of fixed texts
 * and not of what is kept, because what one person keeps does have to do with each other.
 *
 * @throws TulvingError `model_…`
 */
export async function probeEmbedder(embedder: Embedder, signal: AbortSignal): Promise<ProbedSpace> {
  const [queries, notes] = await Promise.all([
    embedder.embed(QUERIES, 'query', signal),
    embedder.embed(NOTES, 'document', signal),
  ]);
  const vectors = [...queries, ...notes].map((made) => vectorIn(made, embedder));
  const dimension = vectors[0]?.length ?? 0;
  if (vectors.some((vector) => vector.length !== dimension)) {
    throw unfit(embedder, 'its vectors differ in length');
  }
  if (embedder.dimension !== undefined && embedder.dimension !== dimension) {
    throw unfit(
      embedder,
      `it has ${dimension} dimensions, and ${embedder.dimension} were asked for`,
    );
  }
  const lengths = [...queries, ...notes].map((made) => ('length' in made ? made.length : 0));
  const cosines = vectors
    .slice(0, QUERIES.length)
    .flatMap((query) => vectors.slice(QUERIES.length).map((note) => dot(query, note)));
  return {
    dimension,
    normalised: lengths.every((length) => Math.abs(length - 1) < 0.01),
    floor: floorOf(cosines),
  };
}

function floorOf(cosines: readonly number[]): number {
  const mean = cosines.reduce((sum, one) => sum + one, 0) / cosines.length;
  const variance = cosines.reduce((sum, one) => sum + (one - mean) ** 2, 0) / cosines.length;
  const floor = Math.min(Math.max(mean + 2 * Math.sqrt(variance), 0), HIGHEST);
  return Math.round(floor * 1000) / 1000;
}

function vectorIn(made: MadeVector, embedder: Embedder): Float32Array {
  if ('flaw' in made) throw unfit(embedder, made.flaw);
  return made.vector;
}

function unfit({ identity }: Embedder, why: string): TulvingError {
  const detail = `${shownName(identity)} answered what cannot be used: ${why}.`;
  return new TulvingError('model_unusable', detail);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
}
