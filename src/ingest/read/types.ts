import type { DocumentType } from '../../model/documents.js';
import type { Reader } from './document.js';

interface TypeRow {
  /** Of file names, without the dot. */
  extensions: readonly string[];
  /** Media types, the usual one first. */
  media: readonly [string, ...string[]];
  /** How people call it. */
  label: string;
  /** Whether it can be told by its first bytes. What is text may be called anything. */
  byContent: boolean;
  load: () => Promise<Reader>;
}

/** What is read, and by which reader; each is loaded with the first file of its type. */
export const typeTable: Readonly<Record<DocumentType, TypeRow>> = {
  markdown: {
    extensions: ['md', 'markdown', 'mdx'],
    media: ['text/markdown'],
    label: 'Markdown',
    byContent: false,
    load: async () => (await import('./readers/plain.js')).readMarkdown,
  },
  text: {
    extensions: ['txt', 'text', 'log', 'rst', 'org'],
    media: ['text/plain'],
    label: 'text',
    byContent: false,
    load: async () => (await import('./readers/plain.js')).readText,
  },
  html: {
    extensions: ['html', 'htm', 'xhtml'],
    media: ['text/html', 'application/xhtml+xml'],
    label: 'HTML',
    byContent: false,
    load: async () => (await import('./readers/html.js')).readHtml,
  },
  csv: {
    extensions: ['csv', 'tsv'],
    media: ['text/csv', 'text/tab-separated-values'],
    label: 'CSV',
    byContent: false,
    load: async () => (await import('./readers/csv.js')).readCsv,
  },
  json: {
    extensions: ['json'],
    media: ['application/json'],
    label: 'JSON',
    byContent: false,
    load: async () => (await import('./readers/json.js')).readJson,
  },
  jsonl: {
    extensions: ['jsonl', 'ndjson'],
    media: ['application/x-ndjson', 'application/jsonl'],
    label: 'lines of JSON',
    byContent: false,
    load: async () => (await import('./readers/json.js')).readJsonLines,
  },
  pdf: {
    extensions: ['pdf'],
    media: ['application/pdf'],
    label: 'PDF',
    byContent: true,
    load: async () => (await import('./readers/pdf.js')).readPdf,
  },
  docx: {
    extensions: ['docx', 'docm', 'dotx'],
    media: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    label: 'Word document',
    byContent: true,
    load: async () => (await import('./readers/docx.js')).readDocx,
  },
  pptx: {
    extensions: ['pptx', 'pptm', 'ppsx'],
    media: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
    label: 'PowerPoint presentation',
    byContent: true,
    load: async () => (await import('./readers/pptx.js')).readPptx,
  },
  xlsx: {
    extensions: ['xlsx', 'xlsm', 'xltx'],
    media: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    label: 'Excel workbook',
    byContent: true,
    load: async () => (await import('./readers/xlsx.js')).readXlsx,
  },
};

const rows = Object.entries(typeTable) as [DocumentType, TypeRow][];

/** The type that a file name promises. */
export function typeOfName(name: string): DocumentType | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return rows.find(([, { extensions }]) => extensions.includes(extension))?.[0];
}

/** The type that a server promises. Plain text is what servers say of anything. */
export function typeOfMedia(media: string): DocumentType | undefined {
  if (media === 'text/plain') return undefined;
  return rows.find(([, row]) => row.media.includes(media))?.[0];
}

export function mediaTypeOf(type: DocumentType): string {
  return typeTable[type].media[0];
}
