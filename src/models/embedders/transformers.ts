import { TulvingError } from '../../errors.js';
import type { Send } from './steady-embedder.js';

const PACKAGE = '@huggingface/transformers';

/** The part of Transformers.js in use. */
export interface Transformers {
  pipeline(task: 'feature-extraction', model: string): Promise<Extractor>;
}

type Extractor = (texts: string[], options: object) => Promise<Tensor>;

interface Tensor {
  /** Of a batch: texts × dimension. */
  dims: readonly number[];
  data: ArrayLike<number>;
}

/** BGE, Arctic and mxbai put the meaning of a text into its first token; most others spread it (model cards). */
const FIRST_TOKEN = /\bbge-|arctic-embed|mxbai-embed/i;
const LAST_TOKEN = /qwen3-embedding/i;

/**
 * Models of Hugging Face in this process, by a package that only those install who want it. A model
 * is a name on the Hub, which is loaded into the package's cache, or a folder on this machine.
 */
export function transformersSend(
  model: string,
  load: () => Promise<Transformers> = loadTransformers,
): Send {
  let made: Promise<Extractor> | undefined;
  const open = async () => {
    const { pipeline } = await load();
    return await pipeline('feature-extraction', model);
  };
  return async (texts, _, signal) => {
    made ??= open();
    let extract: Extractor;
    try {
      extract = await made;
    } catch (error) {
      // Loading it may have failed on the way; the next text tries again.
      made = undefined;
      throw unloadable(model, error);
    }
    signal.throwIfAborted();
    const { dims, data } = await extract([...texts], {
      pooling: poolingOf(model),
      normalize: true,
    });
    const dimension = dims.at(-1) ?? 0;
    return texts.map((_, at) =>
      Float32Array.from({ length: dimension }, (_, i) => data[at * dimension + i] as number),
    );
  };
}

function poolingOf(model: string): 'cls' | 'last_token' | 'mean' {
  if (LAST_TOKEN.test(model)) return 'last_token';
  return FIRST_TOKEN.test(model) ? 'cls' : 'mean';
}

/** The name is a value so that nothing but a call of this asks for the package. */
async function loadTransformers(): Promise<Transformers> {
  try {
    return (await import(PACKAGE)) as Transformers;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new TulvingError('invalid_setting', `transformers:… needs the package ${PACKAGE}.`, {
      cause: error,
      remedy: `Install it beside Tulving: npm install ${PACKAGE} (with Tulving installed by -g: npm install -g ${PACKAGE}).`,
    });
  }
}

function unloadable(model: string, error: unknown): TulvingError {
  if (TulvingError.isInstance(error)) return error;
  const why = error instanceof Error ? error.message : String(error);
  const detail = `transformers:${model} could not be loaded: ${why}`;
  return new TulvingError('model_unavailable', detail, { cause: error });
}
