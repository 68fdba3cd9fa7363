import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readTable } from './csv.js';
import type { DataFiles } from './data-files.js';
import type { Conversation } from './dataset.js';
import { type ChatMessage, readContexts, readPersonaMem } from './personamem.js';
import { conversationsOf, readHistory, readRows } from './personamem-2.js';

/** Where version 2 keeps its questions, below the folder that its links start from. */
const BENCHMARK = join('benchmark', 'text', 'benchmark.csv');

/** PersonaMem, either version: a table of questions, or the folder that it is in. */
export async function readPersonas(files: DataFiles, path: string): Promise<Conversation[]> {
  const table = await tableIn(files, path);
  const rows = await files.text(table, readTable);
  return rows[0] && 'chat_history_32k_link' in rows[0]
    ? readSecond(files, table, rows)
    : readFirst(files, table, rows);
}

async function tableIn(files: DataFiles, path: string): Promise<string> {
  const names = await files.names(path);
  if (!names) return path;
  const [table, another] = names.filter((name) => /^questions_.*\.csv$/.test(name));
  if (table !== undefined && another !== undefined) {
    throw files.wrong(path, `it has ${table} and ${another}; name the file`);
  }
  if (table !== undefined) return join(path, table);
  if (names.includes('benchmark')) return join(path, BENCHMARK);
  throw files.wrong(path, 'there is no questions_….csv and no benchmark in it');
}

async function readFirst(files: DataFiles, table: string, rows: unknown): Promise<Conversation[]> {
  const name = basename(table)
    .replace('questions', 'shared_contexts')
    .replace(/\.csv$/, '.jsonl');
  const contexts = await files.text(join(dirname(table), name), readContexts);
  return files.within(table, () => readPersonaMem(rows, contexts));
}

async function readSecond(files: DataFiles, table: string, rows: unknown): Promise<Conversation[]> {
  const questions = files.within(table, () => readRows(rows));
  const links = [...new Set(questions.map((row) => row.chat_history_32k_link))];
  const root = rootOf(table, links[0] as string);
  const histories = new Map<string, ChatMessage[]>();
  for (const link of links) {
    histories.set(link, await files.json(join(root, link), readHistory));
  }
  return conversationsOf(questions, histories);
}

/** The folder at or above the table's own, from which a link leads somewhere. */
function rootOf(table: string, link: string): string {
  const own = dirname(table);
  const above = [own, dirname(own), dirname(dirname(own))];
  return above.find((folder) => existsSync(join(folder, link))) ?? own;
}
