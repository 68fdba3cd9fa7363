import { readFile } from 'node:fs/promises';
import { isSealed, seal, unseal } from '../../archive/seal.js';
import type { ImportFile } from '../../exchange/source.js';
import { newPassphrase, passphraseOfFile } from '../backup/passphrase.js';
import type { Call, Option } from '../command.js';
import { unreadable, usage } from '../input.js';

/** Encryption of exports happens here, at the door: what a server sends or gets is in the clear, inside of TLS. */

const MARK = 64;

export const passphraseOption: Option = {
  flags: '--passphrase-file <file>',
  help: {
    en: 'The passphrase is the first line of this file; else TULVING_BACKUP_PASSPHRASE, else it is asked for.',
    zh: '口令为此文件的第一行；否则使用 TULVING_BACKUP_PASSPHRASE，再否则询问。',
  },
};

/** What to encrypt an export with; undefined where it goes in the clear. */
export async function sealOf({ options, settings }: Call): Promise<string | undefined> {
  if (options['encrypt'] === true) {
    return newPassphrase(await given(options, settings.backupPassphrase), 'the export');
  }
  if (options['passphraseFile'] === undefined) return undefined;
  throw usage('--passphrase-file goes with --encrypt.');
}

export function sealed(
  stream: AsyncIterable<Uint8Array>,
  passphrase: string | undefined,
): AsyncIterable<Uint8Array> {
  return passphrase === undefined ? stream : seal(stream, passphrase);
}

/** The same files, those that are encrypted opened; the passphrase is asked for once, if at all. */
export async function opened(
  files: readonly ImportFile[],
  { options, settings }: Call,
): Promise<ImportFile[]> {
  let passphrase = await given(options, settings.backupPassphrase);
  const found: ImportFile[] = [];
  for (const file of files) {
    if (!(await beginsSealed(file))) {
      found.push(file);
      continue;
    }
    passphrase ??= await passphraseOfFile(file.name);
    const known = passphrase;
    const { name, format } = file;
    const open = () => unseal(piecesOf(file), known);
    found.push({ name: name.replace(/\.age$/, ''), format, open });
  }
  return found;
}

async function given(
  { passphraseFile: file }: Call['options'],
  known: string | undefined,
): Promise<string | undefined> {
  if (typeof file !== 'string') return known;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line === '') throw usage(`${file} has no passphrase in its first line.`);
  return line;
}

async function beginsSealed(file: ImportFile): Promise<boolean> {
  let head = Buffer.alloc(0);
  for await (const piece of file.open()) {
    head = Buffer.concat([head, piece]);
    if (head.length >= MARK) break;
  }
  return isSealed(head);
}

async function* piecesOf(file: ImportFile): AsyncIterable<Uint8Array> {
  yield* file.open();
}
