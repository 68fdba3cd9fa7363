import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { trustedInstant } from '../dates.js';
import type { Reader } from '../document.js';
import { broken, locked, readerMissing, reasonOf, tooLarge } from '../failures.js';
import { MarkdownWriter } from '../markdown-writer.js';
import { type PdfItem, writePages } from './pdf-lines.js';

const INSTALL = 'npm install pdfjs-dist@5.5.207';

/** One section a page. */
export const readPdf: Reader = async (bytes, limits) => {
  const document = await open(bytes);
  if (document.numPages > limits.pages) {
    throw tooLarge(`It has more than ${limits.pages.toLocaleString('en')} pages.`, {
      remedy: 'Split it into several files.',
    });
  }
  const pages: PdfItem[][] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const texts = items.filter((item): item is TextItem => 'str' in item).map(itemOf);
    characters += texts.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > limits.characters) throw tooLarge('It holds too much text.');
    pages.push(texts);
    page.cleanup();
  }
  if (characters === 0 || pages.every((page) => page.every(({ text }) => text.trim() === ''))) {
    throw broken('It holds no text: its pages are pictures.', {
      remedy: 'Recognise its text first, such as: ocrmypdf scan.pdf text.pdf',
    });
  }
  const writer = new MarkdownWriter(limits);
  writePages(writer, pages);
  return { format: 'markdown', sections: writer.sections, ...(await propertiesOf(document)) };
};

function itemOf({ str, transform, width, hasEOL }: TextItem): PdfItem {
  const [a, b, , , x, y] = transform as [number, number, number, number, number, number];
  return { text: str, x, y, width, size: Math.hypot(a, b), endsLine: hasEOL };
}

async function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocument, folder } = await load();
  try {
    return await getDocument({
      // It takes the bytes over.
      data: new Uint8Array(bytes),
      // For Chinese, Japanese and Korean fonts that are not in the file.
      cMapUrl: `${join(folder, 'cmaps')}/`,
      cMapPacked: true,
      standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
      wasmUrl: `${join(folder, 'wasm')}/`,
      isEvalSupported: false,
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      stopAtErrors: false,
      maxImageSize: 1,
      verbosity: 0,
    }).promise;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException')
      throw locked('It is protected by a password.', { cause: error });
    throw broken(`It cannot be opened: ${reasonOf(error)}`, { cause: error });
  }
}

/** Loaded with the first PDF: it is an optional package, and large. */
async function load() {
  // What it draws with, in a browser; nothing is drawn here.
  const drawing = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) drawing[name] ??= class {};
  try {
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
    return { getDocument, folder: dirname(manifest) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw readerMissing('PDF is read by the package pdfjs-dist, which is not installed.', {
      remedy: `Install it beside Tulving: ${INSTALL}`,
      cause: error,
    });
  }
}

async function propertiesOf(document: PDFDocumentProxy) {
  const { info } = await document.getMetadata();
  const { Title, ModDate, CreationDate } = info as Record<string, unknown>;
  const title = typeof Title === 'string' ? Title.trim() : '';
  return {
    title: title === '' ? undefined : title,
    changedAt: trustedInstant(dateOf(ModDate)) ?? trustedInstant(dateOf(CreationDate)),
  };
}

/** `D:20260304093000+01'00'`, ISO 32000-1, 7.9.4. */
function dateOf(value: unknown): string | undefined {
  const found = /^D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/.exec(
    typeof value === 'string' ? value : '',
  );
  if (!found) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', sign, hours, minutes] =
    found;
  const offset = sign === undefined ? 'Z' : `${sign}${hours}:${minutes ?? '00'}`;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`;
}
