import { withFrontMatter } from '../front-matter.js';
import type { MemoryRecord } from '../records.js';
import type { Records, Writer } from './writer.js';
import { type Member, zipped } from './zip.js';

/** A folder of notes, one a memory: by whom it is about, then by day. What is deleted is left out. */
export const writeMarkdown: Writer = (records) => zipped(notes(records));

async function* notes(records: Records): AsyncGenerator<Member> {
  for await (const record of records()) {
    if (record.type !== 'memory' || record.state === 'deleted' || record.merged_into) continue;
    yield { name: nameOf(record), content: [new TextEncoder().encode(noteOf(record))] };
  }
}

/** What is of use to people, and to an import. */
const written = [
  'id',
  'cube',
  'user_id',
  'agent_id',
  'app_id',
  'run_id',
  'kind',
  'state',
  'tags',
  'categories',
  'metadata',
  'occurred_at',
  'valid_from',
  'valid_to',
  'expires_at',
  'trust',
  'created_at',
  'updated_at',
] as const;

function noteOf(memory: MemoryRecord): string {
  const fields = written.map((name) => [name, memory[name]] as const);
  return withFrontMatter(Object.fromEntries(fields), memory.text);
}

/** `ada/2026-03-04 My sister Mia lives in Lisbon 8f5a1b2c.md`: the end of the id makes it the only one. */
function nameOf({ id, text, user_id: user, cube, occurred_at: at }: MemoryRecord): string {
  const beginning = plain(text).slice(0, 48).trim().toWellFormed();
  return `${plain(user ?? cube ?? 'shared')}/${at.slice(0, 10)} ${beginning} ${id.slice(-8)}.md`;
}

/** Without what file systems or Obsidian do not take in a name. */
function plain(text: string): string {
  const words = text.replaceAll(/[^\p{L}\p{N}\p{M} _.-]+/gu, ' ').replaceAll(/\s+/g, ' ');
  const trimmed = words.replace(/^[. ]+/, '').replace(/[. ]+$/, '');
  return trimmed === '' ? 'note' : trimmed;
}
