import type { ExportFormat, ImportFormat } from '../model/exchange.js';
import { readChatGpt } from './readers/chatgpt.js';
import { readClaude } from './readers/claude.js';
import { readMarkdown } from './readers/markdown.js';
import { readMem0 } from './readers/mem0.js';
import { readMem0Markdown } from './readers/mem0-markdown.js';
import { readMemos } from './readers/memos.js';
import { readOpenMemory } from './readers/openmemory.js';
import { readServerMemory } from './readers/server-memory.js';
import { readTulving } from './readers/tulving.js';
import type { Found } from './records.js';
import type { ImportFile, ReadContext } from './source.js';
import { writeJsonl } from './writers/jsonl.js';
import { writeMarkdown } from './writers/markdown.js';
import { writeMem0 } from './writers/mem0.js';
import { writeOpenMemory } from './writers/openmemory.js';
import { writeServerMemory } from './writers/server-memory.js';
import type { Writer } from './writers/writer.js';

type Reader = (file: ImportFile, context: ReadContext) => AsyncGenerator<Found>;

export const readers: Readonly<Record<ImportFormat, Reader>> = {
  jsonl: readTulving,
  markdown: readMarkdown,
  openmemory: readOpenMemory,
  mem0: readMem0,
  'mem0-markdown': readMem0Markdown,
  'server-memory': readServerMemory,
  chatgpt: readChatGpt,
  claude: readClaude,
  memos: readMemos,
};

export type Needs = Partial<
  Record<'history' | 'graph' | 'episodes' | 'links' | 'rules' | 'vectors', boolean>
>;

interface WriterRow {
  write: Writer;
  extension: string;
  mediaType: string;
  /** What of a memory it takes. */
  needs: Needs;
  /** Whether one export is of one user. */
  ofOneUser?: boolean;
}

export const writers: Readonly<Record<ExportFormat, WriterRow>> = {
  jsonl: {
    write: writeJsonl,
    extension: 'jsonl',
    mediaType: 'application/x-ndjson',
    needs: { history: true, graph: true, episodes: true, links: true },
  },
  markdown: {
    write: writeMarkdown,
    extension: 'zip',
    mediaType: 'application/zip',
    needs: {},
  },
  openmemory: {
    write: writeOpenMemory,
    extension: 'zip',
    mediaType: 'application/zip',
    needs: { history: true, rules: true },
    ofOneUser: true,
  },
  mem0: { write: writeMem0, extension: 'json', mediaType: 'application/json', needs: {} },
  'server-memory': {
    write: writeServerMemory,
    extension: 'jsonl',
    mediaType: 'application/x-ndjson',
    needs: { graph: true },
  },
};
