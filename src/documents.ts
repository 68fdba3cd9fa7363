import type { AboutDocument, DocumentContent } from './ingest/plan-document.js';
import type { DocumentReader, FileToRead, ReadFile } from './ingest/read/document-reader.js';
import { mediaTypeOf, typeOfMedia } from './ingest/read/types.js';
import { oneLine } from './ingest/read/markdown-writer.js';
import { TulvingError } from './errors.js';
import type { DocumentType } from './model/documents.js';
import {
  type DocumentInput,
  type FileRequest,
  type DocumentRequest,
  documentSchema,
  fileSchema,
  limits,
} from './model/requests.js';
import { formatInstant } from './model/time.js';
import { invalidInput, validate } from './model/validate.js';
import type { GuardedFetch } from './network/fetch-guarded.js';

export interface DocumentsParts {
  reader: DocumentReader;
  /** None where no addresses are allowed. */
  fetchUrl?: GuardedFetch | undefined;
}

/** What is asked for, checked; one of the three is given. */
export interface AskedDocument {
  about: AboutDocument;
  source: Pick<DocumentRequest, 'text' | 'url' | 'type'> & { bytes?: Uint8Array };
}

export interface OpenedDocument {
  about: AboutDocument;
  content: DocumentContent;
}

/** From a request to the text of what it names: checks, fetches, reads. */
export class Documents {
  readonly #reader: DocumentReader;
  readonly #fetchUrl: GuardedFetch | undefined;

  constructor({ reader, fetchUrl }: DocumentsParts) {
    this.#reader = reader;
    this.#fetchUrl = fetchUrl;
  }

  get mostBytes(): number {
    return this.#reader.mostBytes;
  }

  /** Nothing is fetched or read yet. */
  check(input: DocumentInput): AskedDocument {
    if (isFile(input)) {
      const { bytes, ...rest } = input;
      const { type, ...about } = validate(fileSchema, rest);
      return { about, source: { bytes, type } };
    }
    const { text, base64, url, type, ...about } = validate(documentSchema, input);
    if (base64 !== undefined) return { about, source: { bytes: fromBase64(base64), type } };
    return { about, source: { text, url, type } };
  }

  async open({ about, source }: AskedDocument): Promise<OpenedDocument> {
    const { bytes, text, url, type } = source;
    if (bytes !== undefined) return this.#read(about, { bytes, type });
    if (text !== undefined) return this.#openText(about, text, type);
    return this.#openUrl(about, url ?? '', type);
  }

  /** What is given as text is kept as it is, character by character. */
  #openText(about: AboutDocument, text: string, type: DocumentType = 'markdown') {
    if (type === 'markdown' || type === 'text')
      return { about, content: { format: type, sections: [{ place: {}, text }] } };
    return this.#read(about, { bytes: new TextEncoder().encode(text), type });
  }

  async #openUrl(about: AboutDocument, address: string, type: DocumentType | undefined) {
    if (!this.#fetchUrl) throw new TulvingError('url_refused', 'Addresses are not fetched here.');
    const {
      url,
      status,
      type: media,
      bytes,
    } = await this.#fetchUrl(address, {
      mostBytes: this.mostBytes,
      headers: { accept: mediaTypeOf('html') + ', */*;q=0.8' },
    });
    const name = `${url.origin}${url.pathname}`;
    if (status < 200 || status > 299)
      throw new TulvingError('url_failed', `${name} answers ${status}.`);
    const file = { bytes, type: type ?? typeOfMedia(media) };
    return this.#read({ ...about, name: about.name ?? name.slice(0, limits.name) }, file);
  }

  async #read(about: AboutDocument, file: Omit<FileToRead, 'name'>): Promise<OpenedDocument> {
    const read = await this.#reader.read({ ...file, name: about.name });
    const { format, sections, changedAt } = read;
    const title = titleOf(about, read);
    const occurred =
      about.occurred_at ?? (changedAt === undefined ? undefined : formatInstant(changedAt));
    return {
      about: {
        ...about,
        ...(title !== undefined && { title }),
        ...(occurred !== undefined && { occurred_at: occurred }),
      },
      content: { format, sections },
    };
  }
}

/** Bytes cannot come out of JSON, so nobody passes a file off as a request. */
function isFile(input: DocumentInput): input is FileRequest {
  const { bytes } = ((input as DocumentInput | null) ?? {}) as Partial<FileRequest>;
  return bytes instanceof Uint8Array;
}

/** As it is given, else as the file has it, else the name of the file without its folders. */
function titleOf({ title, name }: AboutDocument, read: ReadFile): string | undefined {
  // What printing to PDF makes of a name.
  const own = oneLine(read.title ?? '').replace(/^Microsoft \w+ - /, '');
  const found = title ?? (own || name?.split('/').findLast((part) => part !== ''));
  return found?.slice(0, limits.name).toWellFormed();
}

/** Also as the URL-safe alphabet has it, with or without padding. */
function fromBase64(text: string): Uint8Array {
  const compact = text.replaceAll(/\s+/g, '');
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return Buffer.from(compact, 'base64');
  throw invalidInput([{ pointer: '/base64', detail: 'must be Base64' }]);
}
