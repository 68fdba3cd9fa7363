import type { DocumentType } from '../../model/documents.js';
import { partsOf } from './archive.js';
import { decodeText } from './encoding.js';
import { broken, locked, unsupported } from './failures.js';
import { typeOfName, typeTable } from './types.js';

/** What an archive of Office holds that makes it what it is. */
const officeParts: Readonly<Record<string, DocumentType>> = {
  'word/document.xml': 'docx',
  'ppt/presentation.xml': 'pptx',
  'xl/workbook.xml': 'xlsx',
};

/** Where a kind of file begins, which is not read. */
const foreign: readonly (readonly [begin: string, what: string, remedy: string])[] = [
  ['\x89PNG', 'a picture', 'Write down what it shows; pictures are not read.'],
  ['\xff\xd8\xff', 'a picture', 'Write down what it shows; pictures are not read.'],
  ['GIF8', 'a picture', 'Write down what it shows; pictures are not read.'],
  ['ID3', 'a sound', 'Write down what is said; sound is not read.'],
  ['OggS', 'a sound', 'Write down what is said; sound is not read.'],
  ['RIFF', 'a picture, sound or film', 'Write down what it holds.'],
  ['\x1f\x8b', 'a gzip archive', 'Unpack it, and add what is in it.'],
  ['7z\xbc\xaf', 'a 7-Zip archive', 'Unpack it, and add what is in it.'],
  ['Rar!', 'a RAR archive', 'Unpack it, and add what is in it.'],
  ['{\\rtf', 'RTF', 'Save it as DOCX or text.'],
  ['\x7fELF', 'a program', 'Add documents only.'],
  ['MZ\x90', 'a program', 'Add documents only.'],
];

const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * What a file is: by its content where that tells, else by what it is said to be, else by its name,
 * else text. A name alone makes no PDF of a file.
 */
export function detectType(
  bytes: Uint8Array,
  { name, type }: { name?: string | undefined; type?: DocumentType | undefined },
): DocumentType {
  const found = byContent(bytes);
  if (found) return found;
  const promised = type ?? (name === undefined ? undefined : typeOfName(name));
  if (promised !== undefined && typeTable[promised].byContent) {
    throw broken(`It is no ${typeTable[promised].label}: it does not begin like one.`);
  }
  const start = decodeText(bytes.subarray(0, 4096), { isCut: bytes.length > 4096 }).trimStart();
  if (promised !== 'markdown' && /^(?:<!doctype html|<html[\s>])/i.test(start)) return 'html';
  return promised ?? 'text';
}

function byContent(bytes: Uint8Array): DocumentType | undefined {
  const begin = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (begin.includes('%PDF-')) return 'pdf';
  if (begin.startsWith('PK\x03\x04') || begin.startsWith('PK\x05\x06')) return officeType(bytes);
  if (begin.startsWith(OLE)) throw ofOle(bytes);
  const row = foreign.find(([start]) => begin.startsWith(start));
  if (row) throw unsupported(`It is ${row[1]}.`, { remedy: row[2] });
  return undefined;
}

function officeType(bytes: Uint8Array): DocumentType {
  const names = new Set(partsOf(bytes).map(({ name }) => name));
  const found = Object.entries(officeParts).find(([part]) => names.has(part));
  if (found) return found[1];
  const isOpenDocument = names.has('mimetype') && names.has('content.xml');
  throw isOpenDocument
    ? unsupported('It is an OpenDocument file.', { remedy: 'Save it as DOCX, PPTX or XLSX.' })
    : unsupported('It is an archive.', { remedy: 'Unpack it, and add what is in it.' });
}

/** A password makes an Office file one of the old kind, with the new one encrypted in it. */
function ofOle(bytes: Uint8Array) {
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(ENCRYPTED))
    return locked('It is protected by a password.');
  return unsupported('It is an Office file of before 2007.', {
    remedy: 'Open it in Office or LibreOffice, and save it as DOCX, PPTX or XLSX.',
  });
}
