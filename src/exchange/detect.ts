import { isSealed } from '../archive/seal.js';
import type { ImportFormat } from '../model/exchange.js';
import { type ImportFile, type Parts } from './source.js';

const HEAD = 65_536;
const MOST_ZIP = 512 * 1024 * 1024;

interface Sign {
  format: ImportFormat;
  /** In the beginning of the file. */
  pattern: RegExp;
}

/** The first that fits. */
const signs: readonly Sign[] = [
  { format: 'jsonl', pattern: /^\s*\{\s*"type"\s*:\s*"tulving"/ },
  { format: 'server-memory', pattern: /^\s*\{\s*"type"\s*:\s*"(?:entity|relation)"/ },
  { format: 'chatgpt', pattern: /^\s*\[?\s*\{[\s\S]*?"mapping"\s*:\s*\{/ },
  { format: 'claude', pattern: /^\s*\[?\s*\{[\s\S]*?"chat_messages"\s*:\s*\[/ },
  { format: 'memos', pattern: /"(?:text_mem|textual_memory|memory_type)"\s*:|"nodes"\s*:\s*\[/ },
  {
    format: 'mem0',
    pattern: /^\s*(?:\[|\{\s*"(?:results|memories|count|next)")[\s\S]*?"memory"\s*:/,
  },
  {
    format: 'mem0',
    pattern: /^\s*(?:\[|\{\s*"points")[\s\S]*?"payload"\s*:\s*\{[\s\S]*?"data"\s*:/,
  },
  { format: 'mem0-markdown', pattern: /^---\r?\nid:.*\r?\ncreated_at:.*\r?\ntype:/ },
  { format: 'mem0', pattern: /^\s*(?:\[\s*\]|\{\s*"results"\s*:\s*\[\s*\])/ },
];

/** By what is in a file; undefined where nothing that is read here begins so. */
export async function detectFormat(
  file: ImportFile,
  unzip: (bytes: Uint8Array) => Parts,
): Promise<ImportFormat | 'zip of notes' | 'sealed' | undefined> {
  const head = await headOf(file, HEAD);
  if (isSealed(head)) return 'sealed';
  if (head[0] === 0x50 && head[1] === 0x4b) return inZip(file, unzip);
  const text = new TextDecoder().decode(head).replace(/^\uFEFF/, '');
  const sign = signs.find(({ pattern }) => pattern.test(text));
  if (sign) return sign.format;
  return /\.(?:md|markdown|txt)$/i.test(file.name) || /^---\r?\n/.test(text)
    ? 'markdown'
    : undefined;
}

async function inZip(file: ImportFile, unzip: (bytes: Uint8Array) => Parts) {
  const { names } = unzip(await headOf(file, MOST_ZIP));
  const holds = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (holds(/(?:^|\/)memories\.json(?:l\.gz)?$/)) return 'openmemory';
  return holds(/\.(?:md|markdown)$/i) ? 'zip of notes' : undefined;
}

async function headOf(file: ImportFile, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of file.open()) {
    pieces.push(piece);
    size += piece.length;
    if (size >= most) break;
  }
  return Buffer.concat(pieces).subarray(0, most);
}
