import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/errors.js';
import { DocumentReader } from '../../src/ingest/read/document-reader.js';
import {
  archive,
  docx,
  latin1,
  lockedPdf,
  paragraph,
  pdf,
  pdfBomb,
  pptx,
  xlsx,
} from '../helpers/files.js';

const reader = new DocumentReader({ mostBytes: 8 * 1024 * 1024 });
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const wide = (text: string) => Buffer.from(text, 'utf16le').toString('latin1');
const half = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(bytes.length / 2));
const spaces = new Uint8Array(64 * 1024 * 1024).fill(32);
const slide = { title: 'Plan', lines: [['We sail', 0]] as const };
const row = '<row><c r="A1"><v>1</v></c></row>';
const billion = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>';

/** Sets the size that the directory of an archive tells of its parts. */
function lying(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf('PK\x01\x02'); at >= 0; at = copy.indexOf('PK\x01\x02', at + 1))
    copy.writeUInt32LE(64, at + 24);
  return copy;
}

type Row = readonly [name: string, bytes: Uint8Array, code: ErrorCode, words: RegExp];

const rows: readonly Row[] = [
  // Broken.
  ['a.pdf', latin1('%PDF-1.7\nnothing more'), 'document_broken', /cannot be opened/],
  ['a.docx', half(docx(paragraph('Text.'))), 'document_broken', /archive is damaged/],
  ['a.docx', archive({ 'word/document.xml': '<w:document><w:p>' }), 'document_broken', /breaks off/],
  ['a.pptx', half(pptx([slide])), 'document_broken', /archive is damaged/],
  ['a.pptx', archive({ 'ppt/presentation.xml': 'no xml' }), 'document_broken', /XML is empty/],
  ['a.xlsx', half(xlsx([['S', row]])), 'document_broken', /archive is damaged/],
  ['a.xlsx', xlsx([['S', '<row><c r="ZZZZ1"><v>1</v></c></row>']]), 'document_broken', /column ZZZZ/],
  ['a.csv', latin1('a,b\n1,"never closed\n'), 'document_broken', /rows cannot be read/],
  ['a.json', latin1('{"a": 1'), 'document_broken', /not JSON/],
  ['a.jsonl', latin1('{"a":1}\n{"a"\n'), 'document_broken', /line 2 is not JSON/],
  ['a.html', latin1('<html><script>x</script>'), 'document_broken', /no text/],
  ['a.md', latin1(' \n\n'), 'document_broken', /no text/],
  ['a.txt', latin1(''), 'document_broken', /empty/],
  ['a.pdf', latin1('Just text.'), 'document_broken', /is no PDF/],
  ['a.xlsx', latin1('a,b\n1,2\n'), 'document_broken', /is no Excel workbook/],
  ['scan.pdf', pdf([[]]), 'document_broken', /pages are pictures/],
  // Protected.
  ['a.pdf', lockedPdf(), 'document_locked', /password/],
  ['a.docx', latin1(OLE + wide('EncryptedPackage')), 'document_locked', /password/],
  ['a.pptx', latin1(OLE + wide('EncryptedPackage')), 'document_locked', /password/],
  ['a.xlsx', latin1(OLE + wide('EncryptedPackage')), 'document_locked', /password/],
  // Bombs.
  ['a.docx', docx('', { more: { 'word/document.xml': spaces } }), 'document_too_large', /unfold/],
  ['a.pptx', archive({ 'ppt/presentation.xml': spaces }), 'document_too_large', /unfold/],
  ['a.xlsx', xlsx([['S', row]], [], { 'xl/sharedStrings.xml': spaces }), 'document_too_large', /unfold/],
  ['a.docx', lying(docx(paragraph('a'.repeat(10_000)))), 'document_broken', /breaks off|damaged/],
  ['a.docx', docx(paragraph('&b;'), { head: billion }), 'document_broken', /DTD/],
  ['a.csv', latin1(`${'1,'.repeat(90_000)}1\n`.repeat(6)), 'document_too_large', /cells/],
  ['a.txt', new Uint8Array(8 * 1024 * 1024 + 1).fill(97), 'document_too_large', /8 MiB/],
  // What is not read.
  ['a.doc', latin1(`${OLE}${wide('WordDocument')}`), 'document_unsupported', /before 2007/],
  ['a.zip', archive({ 'report.pdf': pdf([[['Inside.', 12]]]) }), 'document_unsupported', /archive/],
  ['a.odt', archive({ mimetype: 'x', 'content.xml': 'x' }), 'document_unsupported', /OpenDocument/],
  ['a.png', latin1('\x89PNG\r\n\x1a\n'), 'document_unsupported', /picture/],
  ['a.bin', latin1('abc\0def\0'), 'document_unsupported', /no text/],
]; // oxfmt-ignore

describe('what cannot be read is refused by name, with what to do about it (T8, B7)', () => {
  it.each(rows.map((given, at) => [at, ...given] as const))(
    '%i: %s',
    async (_at, name, bytes, code, words) => {
      const failure: unknown = await reader.read({ bytes, name }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code, remedy: expect.stringMatching(/\w{3}/) });
      expect((failure as Error).message).toMatch(words);
      expect((failure as Error).message).toMatch(new RegExp(`^${name}: `));
    },
  );

  it('a PDF that unfolds without end is ended, and the next file is read', async () => {
    const small = new DocumentReader({ mostBytes: 8 * 1024 * 1024, mostMegabytes: 200 });
    const failure = small.read({ bytes: pdfBomb(400), name: 'bomb.pdf' });
    await expect(failure).rejects.toMatchObject({
      code: 'document_too_large',
      message: expect.stringContaining('200 MiB of memory'),
    });
    const bytes = latin1('The harbour opens.');
    expect(await small.read({ bytes, name: 'a.txt' })).toMatchObject({ type: 'text' });
  });

  it('a file that takes too long is ended, and those that wait have their turn', async () => {
    const hasty = new DocumentReader({ mostBytes: 1_000_000, deadline: 1 });
    const bytes = docx(paragraph('Text.'));
    const all = [1, 2, 3, 4].map(() => hasty.read({ bytes, name: 'a.docx' }));
    for (const { status, ...rest } of await Promise.allSettled(all)) {
      expect(status).toBe('rejected');
      expect(rest).toMatchObject({ reason: { code: 'document_too_large' } });
    }
  });
});
