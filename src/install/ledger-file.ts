import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { TulvingError } from '../errors.js';
import type { Place } from './edit/place.js';

const place = z.object({
  format: z.enum(['json', 'toml', 'yaml']),
  path: z.array(z.string()),
  inList: z.boolean().optional(),
});

/** What a copy is called: nothing that leads out of its folder. */
const copyName = z.string().regex(/^\d{4}-\d\d-\d\d-[0-9a-f-]{36}$/);

const entryRow = z.object({
  client: z.string(),
  name: z.string(),
  project: z.boolean(),
  place,
  /** Paths of the fields that we wrote, such as `env/TULVING_API_KEY`; others are the user's. */
  wrote: z.array(z.string()),
  /** SHA-256 of the entry as we left it. */
  digest: z.string(),
  /** What it connects to, so that installing again keeps it. */
  options: z.object({
    data: z.string(),
    remote: z.string().optional(),
    scope: z.record(z.string(), z.string()),
    /** Whether it holds a key, which is not kept here. */
    keyed: z.boolean(),
  }),
  at: z.string(),
});

/** A config file, with what stood in it before us and what is ours in it. */
const configRow = z.object({
  kind: z.literal('config'),
  path: z.string(),
  /** SHA-256 of the file without anything of ours; null: there was no file. */
  before: z.string().nullable(),
  /** The copy of it. */
  copy: copyName.nullable(),
  /** The copy of what somebody had made of our entry, when it was last written over. */
  edited: copyName.nullable(),
  /** SHA-256 of the file as we left it, the latest first. The first is written down before the file is. */
  after: z.array(z.string()),
  /** Folders that we made, the outermost first. */
  folders: z.array(z.string()),
  entries: z.array(entryRow),
});

/** A whole file that is ours: a script for a shell. */
const fileRow = z.object({
  kind: z.literal('file'),
  path: z.string(),
  after: z.string(),
  at: z.string(),
});

const ledgerFile = z.object({
  version: z.literal(1),
  rows: z.array(z.discriminatedUnion('kind', [configRow, fileRow])),
});

export type EntryRow = z.infer<typeof entryRow>;
export type ConfigRow = z.infer<typeof configRow>;
export type FileRow = z.infer<typeof fileRow>;
export type Row = ConfigRow | FileRow;

/** An entry and the file that it is in. */
export type Placed = EntryRow & Pick<ConfigRow, 'path'>;

export function samePlace(one: { place: Place }, other: { place: Place }): boolean {
  return one.place.path.join('\0') === other.place.path.join('\0');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function ledgerText(rows: readonly Row[]): string {
  return `${JSON.stringify({ version: 1, rows }, null, 2)}\n`;
}

export function readRows(path: string): Row[] {
  if (!existsSync(path)) return [];
  try {
    return ledgerFile.parse(JSON.parse(readFileSync(path, 'utf8'))).rows;
  } catch (error) {
    throw new TulvingError(
      'config_not_edited',
      `${path}, which tells what Tulving put where, cannot be read. Nothing was changed.`,
      {
        cause: error,
        remedy:
          'Mend it, or move it away: then `tulving uninstall` finds entries by looking, and cannot give back the very same bytes.',
      },
    );
  }
}
