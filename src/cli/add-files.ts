import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { TulvingError } from '../errors.js';
import type { DocumentInput } from '../model/requests.js';
import type { Call } from './command.js';
import { type MemoryDoor, withMemory } from './door.js';
import { bytesOf, filesOf, type FoundFile } from './files.js';
import { drawingOf, labelsOf, validityOf } from './options.js';
import { counted } from './output.js';

/** What one file came to. */
interface FileOutcome {
  file: string;
  memories?: string[];
  error?: { code: string; detail: string; remedy: string };
}

/** Adds files and folders. One that cannot be read does not keep the others from being kept. */
export async function addFiles(call: Call, paths: readonly string[]): Promise<void> {
  const { output, settings } = call;
  const { files, passedBy } = await namedOf(paths);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const outcomes: FileOutcome[] = [];
  await output.during('Adding', (report) =>
    withMemory(settings, async (memory) => {
      let done = 0;
      for (const file of files) {
        report({ doing: `Adding ${file.name}`, done, total, unit: 'bytes' });
        outcomes.push(await addOne(call, memory, file));
        done += file.bytes;
      }
    }),
  );
  const failed = outcomes.filter(({ error }) => error !== undefined);
  output.answer({ files: outcomes, passed_by: passedBy }, () => [
    ...outcomes.map(tell),
    ...(passedBy > 0 ? [`${counted(passedBy, 'file')} of other types passed by.`] : []),
  ]);
  if (failed.length === 0) return;
  const [first] = failed;
  const detail = `${failed.length} of ${counted(outcomes.length, 'file')} not kept.`;
  throw new TulvingError(failedAs(first), detail, { remedy: first?.error?.remedy ?? '' });
}

/** `-` is standard input; an address is fetched where that is allowed. */
async function namedOf(paths: readonly string[]) {
  const local = paths.filter((path) => path !== '-' && !isAddress(path));
  const others = paths
    .filter((path) => !local.includes(path))
    .map((path): FoundFile => ({ path, name: path, bytes: 0 }));
  const found = await filesOf(local);
  return { ...found, files: [...others, ...found.files] };
}

function isAddress(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

async function addOne(
  { options, scope }: Call,
  memory: MemoryDoor,
  { path, name }: FoundFile,
): Promise<FileOutcome> {
  const about = { ...scope, ...labelsOf(options), ...validityOf(options), ...drawingOf(options) };
  try {
    const content = await contentOf(path, name);
    const { memories } = await memory.addDocument({ ...about, ...content } as DocumentInput);
    return { file: name, memories: memories.map(({ id }) => id) };
  } catch (error) {
    const { code, remedy } = error as TulvingError;
    // What has no remedy is a fault of the program, or of the way to the server.
    if (!(error instanceof Error) || remedy === undefined || stopsAll.has(code)) throw error;
    return { file: name, error: { code, detail: error.message, remedy } };
  }
}

/** What the next file would meet, too. */
const stopsAll: ReadonlySet<string> = new Set([
  'closed',
  'forbidden',
  'server_unreachable',
  'store_busy',
  'store_damaged',
  'store_failed',
  'store_full',
  'store_newer',
  'store_read_only',
  'unauthorized',
]);

async function contentOf(path: string, name: string) {
  if (isAddress(path)) return { url: path };
  if (path === '-') return { bytes: new Uint8Array(await buffer(process.stdin)) };
  return { bytes: await bytesOf(path), name };
}

function tell({ file, memories = [], error }: FileOutcome): string {
  if (!error) return `Kept ${file} in ${counted(memories.length, 'piece')}.`;
  const named = error.detail.startsWith(basename(file)) || error.detail.startsWith(file);
  return `Not kept: ${named ? '' : `${file}: `}${error.detail} ${error.remedy}`;
}

function failedAs(outcome: FileOutcome | undefined): TulvingError['code'] {
  return (outcome?.error?.code ?? 'document_broken') as TulvingError['code'];
}
