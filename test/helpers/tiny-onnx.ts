import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A field of a protocol buffer: a varint, or bytes with their length. */
function field(number: number, value: number | string | Uint8Array): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
  const bytes = Buffer.from(value as string);
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

const message = (...fields: Buffer[]) => Buffer.concat(fields);

/** `ValueInfoProto` of a tensor whose dimensions have names. */
function tensorInfo(name: string, type: number, dimensions: readonly string[]): Buffer {
  const shape = dimensions.map((dimension) => field(1, field(2, dimension)));
  const tensor = message(field(1, type), field(2, message(...shape)));
  return message(field(1, name), field(2, field(1, tensor)));
}

const FLOAT = 1;
const INT64 = 7;

/**
 * Writes a model that Transformers.js can load, as `onnx.proto` has it: one Gather, which gives each word of
 * the vocabulary its row of a table.
 */
export function writeTinyModel(folder: string, words: readonly string[], width: number): void {
  const vocabulary = ['[PAD]', '[UNK]', ...words];
  const table = Float32Array.from({ length: vocabulary.length * width }, (_, at) => {
    return Math.floor(at / width) % width === at % width ? 1 : 0.01;
  });
  const weights = message(
    field(1, vocabulary.length),
    field(1, width),
    field(2, FLOAT),
    field(8, 'table'),
    field(9, new Uint8Array(table.buffer)),
  );
  const gather = message(
    field(1, 'table'),
    field(1, 'input_ids'),
    field(2, 'last_hidden_state'),
    field(4, 'Gather'),
  );
  const graph = message(
    field(1, gather),
    field(2, 'tiny'),
    field(5, weights),
    field(11, tensorInfo('input_ids', INT64, ['texts', 'words'])),
    field(11, tensorInfo('attention_mask', INT64, ['texts', 'words'])),
    field(12, tensorInfo('last_hidden_state', FLOAT, ['texts', 'words', 'width'])),
  );
  const model = message(field(1, 8), field(7, graph), field(8, field(2, 13)));
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'onnx', 'model.onnx'), model);
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(value));
  write('config.json', { model_type: 'bert', architectures: ['BertModel'] });
  write('tokenizer_config.json', {
    tokenizer_class: 'BertTokenizer',
    model_max_length: 64,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
  });
  write('tokenizer.json', {
    version: '1.0',
    added_tokens: [],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: null,
    model: {
      type: 'WordLevel',
      unk_token: '[UNK]',
      vocab: Object.fromEntries(vocabulary.map((word, at) => [word, at])),
    },
  });
}
