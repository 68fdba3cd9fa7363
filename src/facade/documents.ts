import type { AboutDocument, DocumentContent } from '../ingest/plan-document.js';
import {
  type DocumentReader,
  type FileToRead,
  type ReadFile,
  tooManyBytes,
} from '../ingest/read/document-reader.js';
import { mediaTypeOf, typeOfMedia } from '../ingest/read/types.js';
import { oneLine } from '../ingest/read/markdown-writer.js';
import { describeMedia } from '../ingest/read/describe.js';
import { type MediaKind, mediaKindOf } from '../ingest/read/media.js';
import type { LanguageModels } from '../models/port.js';
import type { FileToKeep } from './attachments.js';
import { TulvingError } from '../errors.js';
import type { DocumentType } from '../model/documents.js';
import {
  type DocumentInput,
  type FileRequest,
  type DocumentRequest,
  documentSchema,
  fileSchema,
  limits,
} from '../model/requests.js';
import { formatInstant } from '../model/time.js';
import { invalidInput, validate } from '../model/validate.js';
import type { GuardedFetch } from '../network/fetch-guarded.js';

export interface DocumentsParts {
  reader: DocumentReader;
  /** None where no addresses are allowed. */
  fetchUrl?: GuardedFetch | undefined;
  /** Tells what pictures show and what is said in sounds. Missing: these are refused. */
  models?: LanguageModels | undefined;
}

/** What is asked for, checked; one of the three is given. */
export interface AskedDocument {
  about: AboutDocument;
  source: Pick<DocumentRequest, 'text' | 'url' | 'type'> & { bytes?: Uint8Array };
}

export interface OpenedDocument {
  about: AboutDocument;
  content: DocumentContent;
  /** Kept beside its text, which does not hold all of it. */
  file?: FileToKeep;
}

/** From a request to the text of what it names: checks, fetches, reads. */
export class Documents {
  readonly #reader: DocumentReader;
  readonly #fetchUrl: GuardedFetch | undefined;
  readonly #models: LanguageModels | undefined;

  constructor({ reader, fetchUrl, models }: DocumentsParts) {
    this.#reader = reader;
    this.#fetchUrl = fetchUrl;
    this.#models = models;
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

  /** @param tenant who pays for a model that is asked */
  async open({ about, source }: AskedDocument, tenant: number): Promise<OpenedDocument> {
    const { bytes, text, url, type } = source;
    if (bytes !== undefined) return this.#openBytes(about, { bytes, type }, tenant);
    if (text !== undefined) return this.#openText(about, text, type);
    return this.#openUrl(about, { address: url ?? '', type }, tenant);
  }

  /** What is given as text is kept as it is, character by character. */
  #openText(about: AboutDocument, text: string, type: DocumentType = 'markdown') {
    if (type === 'markdown' || type === 'text')
      return { about, content: { format: type, sections: [{ place: {}, text }] } };
    return this.#read(about, { bytes: new TextEncoder().encode(text), type });
  }

  async #openUrl(
    about: AboutDocument,
    { address, type }: { address: string; type: DocumentType | undefined },
    tenant: number,
  ) {
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
    const named = { ...about, name: about.name ?? name.slice(0, limits.name) };
    const read = await this.#openBytes(named, file, tenant);
    return { ...read, content: { ...read.content, fetched: true } };
  }

  async #openBytes(
    about: AboutDocument,
    file: Omit<FileToRead, 'name'>,
    tenant: number,
  ): Promise<OpenedDocument> {
    const kind = mediaKindOf(file.bytes);
    if (!kind) return this.#read(about, file);
    if (file.bytes.length > this.mostBytes) throw tooManyBytes(this.mostBytes);
    if (!this.#models) throw withoutModel(kind);
    const model = this.#models.for(tenant, 'describe');
    const text = await describeMedia(model, file.bytes, kind);
    const name = about.name ?? null;
    const title = titleOf(about, {});
    return {
      about: { ...about, ...(title !== undefined && { title }) },
      content: { format: 'text', sections: [{ place: {}, text }], described: true },
      file: { bytes: file.bytes, mediaType: kind.mediaType, name },
    };
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

function withoutModel({ as, mediaType }: MediaKind): TulvingError {
  const what = as === 'images' ? 'a picture' : 'a sound';
  return new TulvingError(
    'document_unsupported',
    `It is ${what} (${mediaType}), and no model is set.`,
    {
      remedy:
        'Set TULVING_LLM to a model that takes such files, or write down what it holds; see docs/documents.md.',
    },
  );
}

/** Bytes cannot come out of JSON, so nobody passes a file off as a request. */
function isFile(input: DocumentInput): input is FileRequest {
  const { bytes } = ((input as DocumentInput | null) ?? {}) as Partial<FileRequest>;
  return bytes instanceof Uint8Array;
}

/** As it is given, else as the file has it, else the name of the file without its folders. */
function titleOf(
  { title, name }: AboutDocument,
  read: Pick<ReadFile, 'title'>,
): string | undefined {
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
