import { TulvingError } from '../../errors.js';
import { detectFormat } from '../../exchange/detect.js';
import { readers } from '../../exchange/formats.js';
import { bytesOf, type ImportFile, type Parts, type ReadContext } from '../../exchange/source.js';
import { Archive, partsOf } from '../../ingest/read/archive.js';
import { readLimits } from '../../ingest/read/document.js';
import { requireScope } from '../../model/access.js';
import { type Caller, LOCAL } from '../../model/caller.js';
import {
  type ExchangeProgress,
  type ExportRequest,
  type ImportFormat,
  importFormats,
  type ImportReport,
  type ImportRequest,
  importSchema,
} from '../../model/exchange.js';
import { validate } from '../../model/validate.js';
import { type Exported, Exporter, type ExporterParts } from './exporter.js';
import { ImportTally } from './import-tally.js';
import { Importer, type ImporterParts } from './importer.js';

export interface ExchangeOptions {
  progress?: (done: ExchangeProgress) => void;
  /** Asked between portions: whoever began an import may have lost the right to write. */
  authorise?: () => Promise<unknown>;
}

const MEGABYTE = 1024 * 1024;
const MOST_ZIP = 512 * MEGABYTE;
/** Unfolded; texts of JSON fold well. */
const zipLimits = { ...readLimits, unfoldedBytes: 1024 * MEGABYTE };

/** Carries memories to files and from files, of ours and of other systems. */
export class Exchange {
  readonly #exporter: Exporter;
  readonly #parts: ImporterParts & ExporterParts;

  constructor(parts: ImporterParts & ExporterParts) {
    this.#exporter = new Exporter(parts);
    this.#parts = parts;
  }

  /** A file of what the caller may read, piece by piece. */
  export(
    request: ExportRequest = {},
    caller: Caller = LOCAL,
    { progress }: ExchangeOptions = {},
  ): Exported {
    return this.#exporter.export(request, caller, progress);
  }

  /**
   * Brings in files. What is here already is passed over by its id, so that one that broke off is begun again
   * and ends what is left.
   */
  async import(
    files: readonly ImportFile[],
    request: ImportRequest = {},
    caller: Caller = LOCAL,
    options: ExchangeOptions = {},
  ): Promise<ImportReport> {
    requireScope(caller.access, 'write');
    const { format: wanted = 'auto', ...asked } = validate(importSchema, request);
    const tally = new ImportTally(asked.dry_run ?? false);
    const importer = new Importer(this.#parts, asked, caller, tally);
    const { timezone, clock } = this.#parts;
    const context: ReadContext = {
      timezone,
      at: clock(),
      notKept: (what) => tally.notKept(what),
      unzip,
      user: asked.user_id ?? caller.access.user ?? asked.default_user_id,
    };
    let format: ImportFormat | undefined = wanted === 'auto' ? undefined : wanted;
    for await (const { file, found } of this.#recognised(files, format)) {
      format ??= found;
      await this.#read(file, found, { context, importer }, options);
    }
    if (!format) throw unknownFormat(files[0]?.name ?? 'nothing');
    return tally.finish(format, importer.batch);
  }

  async #read(
    file: ImportFile,
    format: ImportFormat,
    { context, importer }: { context: ReadContext; importer: Importer },
    { progress, authorise }: ExchangeOptions,
  ): Promise<void> {
    let told = importer.done;
    for await (const found of readers[format](file, context)) {
      await importer.take(found);
      if (importer.done === told) continue;
      told = importer.done;
      progress?.({ done: told });
      await authorise?.();
      // Others get their turn between portions.
      await new Promise(setImmediate);
    }
    await importer.flush();
    progress?.({ done: importer.done });
  }

  /** Files with their formats; a zip of notes is the files that are in it. */
  async *#recognised(
    files: readonly ImportFile[],
    wanted: ImportFormat | undefined,
  ): AsyncGenerator<{ file: ImportFile; found: ImportFormat }> {
    for (const file of files) {
      const detected = file.format ?? (await detectFormat(file, unzip));
      if (detected === 'sealed') throw locked(file.name);
      if (detected === 'zip of notes') {
        const { names, read } = unzip(await bytesOf(file, MOST_ZIP));
        for (const name of names.filter((one) => /\.(?:md|markdown)$/i.test(one)))
          yield { file: { name, open: () => [read(name)] }, found: 'markdown' };
      } else {
        const found = wanted ?? detected;
        if (found === undefined) throw unknownFormat(file.name);
        yield { file, found };
      }
    }
  }
}

function unzip(bytes: Uint8Array): Parts {
  const archive = new Archive(bytes, zipLimits);
  const names = partsOf(bytes).map(({ name }) => name);
  return { names, read: (name) => archive.read(name) };
}

function locked(name: string): TulvingError {
  return new TulvingError('archive_locked', `${name} is encrypted, and cannot be read so.`, {
    remedy: 'Bring it in with `tulving import`, which opens it; `--url` names a server.',
  });
}

function unknownFormat(name: string): TulvingError {
  return new TulvingError('document_unsupported', `It is not known what ${name} is.`, {
    remedy: `Name its format: ${importFormats.join(', ')}; see docs/exchange.md.`,
  });
}
