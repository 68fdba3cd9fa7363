/** The types of files that are read. */
export const documentTypes = [
  'markdown',
  'text',
  'html',
  'csv',
  'json',
  'jsonl',
  'pdf',
  'docx',
  'pptx',
  'xlsx',
] as const;

/** In UTF-16 units. */
export const MOST_DOCUMENT_CHARACTERS = 8_000_000;

export type DocumentType = (typeof documentTypes)[number];
