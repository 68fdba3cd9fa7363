import type { MemoryRecord, RecordOf } from '../../exchange/records.js';
import { spaceName, vectorOf } from '../../exchange/vector-text.js';
import type { Indexer } from '../../ingest/indexer.js';
import type { EmbedWork } from '../../lifecycle/embed-work.js';
import type { Embedded } from '../../store/change-set.js';

export interface ImportVectorsParts {
  indexer: Pick<Indexer, 'vectorIn'>;
  embedWork?: Pick<EmbedWork, 'adopt'> | undefined;
}

/** Vectors that came along, where the model that made them is the embedder here, too. */
export class ImportVectors {
  readonly #parts: ImportVectorsParts;
  /** Numbers and dimensions by the names that lines call spaces. */
  readonly #spaces = new Map<string, { no: number; dimension: number }>();

  constructor(parts: ImportVectorsParts) {
    this.#parts = parts;
  }

  /** @returns whether vectors of that space are of use here */
  async meet(record: RecordOf<'space'>): Promise<boolean> {
    const { type: _, ...space } = record;
    const own = await this.#parts.embedWork?.adopt(space);
    if (own) this.#spaces.set(spaceName(space), own);
    return own !== undefined;
  }

  /** @param record what is kept: its words are those that the vectors were made of */
  of({ id, version, vectors = [] }: MemoryRecord): Embedded[] {
    return vectors.flatMap(({ space: name, float32 }): Embedded[] => {
      const space = this.#spaces.get(name);
      const vector = space && vectorOf(float32, space.dimension);
      if (!vector) return [];
      const indexed = this.#parts.indexer.vectorIn(space.no, vector);
      return [{ memory: id, expectVersion: version, vector: indexed }];
    });
  }
}
