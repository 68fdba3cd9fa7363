import { TulvingError } from '../errors.js';
import { requireScope } from '../model/access.js';
import type { Attachment } from '../model/attachments.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { isId, type NewId } from '../model/ids.js';
import type { KeptFiles } from '../store/kept-files.js';
import type { StoredAttachment } from '../store/notes.js';
import type { Store } from '../store/port.js';
import { seenEpisodes } from './seen-episodes.js';

export interface AttachmentsParts {
  store: Pick<Store, 'memories' | 'notes' | 'removals'>;
  files: KeptFiles;
  newId: NewId;
}

/** A file that a document was made of. */
export interface FileToKeep {
  bytes: Uint8Array;
  mediaType: string;
  name: string | null;
}

/** The files that documents were made of, where a text does not hold all that they do. */
export class Attachments {
  readonly #parts: AttachmentsParts;
  /** Files of writes that are not committed yet. */
  readonly #coming = new Map<string, number>();

  constructor(parts: AttachmentsParts) {
    this.#parts = parts;
  }

  async get(id: string, caller: Caller = LOCAL): Promise<Attachment & { content: Uint8Array }> {
    const { tenant, access } = caller;
    requireScope(access, 'read');
    const { store, files } = this.#parts;
    const found = isId(id) ? await store.notes.attachment(tenant, id) : undefined;
    const episode = found && (await store.memories.episode(tenant, found.episode));
    const [shown] = episode ? await seenEpisodes(store, [episode], caller) : [];
    const seen = shown && found;
    const content = seen && (await files.read(seen.sha256));
    if (seen && content) return { ...presentAttachment(seen), content };
    throw new TulvingError('not_found', `There is no attachment ${id}.`, {
      remedy: 'Read the episode: its `attachments` tell what there is.',
    });
  }

  async of(episode: string): Promise<Attachment[]> {
    const found = await this.#parts.store.notes.attachmentsOf(episode);
    return found.map((attachment) => presentAttachment(attachment));
  }

  /**
   * Keeps a file while a write is done that it belongs to. It is there before its episode is; where the
   * write fails, it goes again.
   *
   * @param work answers the episode that names it
   */
  async keepWith<Result>(
    { bytes, mediaType, name }: FileToKeep,
    work: () => Promise<{ result: Result; episode: string | undefined }>,
  ): Promise<Result> {
    const { files, store, newId } = this.#parts;
    const sha256 = await files.keep(bytes);
    this.#coming.set(sha256, (this.#coming.get(sha256) ?? 0) + 1);
    try {
      const { result, episode } = await work();
      if (episode !== undefined && (await store.notes.attachmentsOf(episode)).length === 0) {
        const size = bytes.length;
        const about = { episode, sha256, mediaType, name, bytes: size };
        await store.notes.addAttachment({ id: newId(), ...about });
        // Another process may have swept it away before it was named.
        await files.keep(bytes);
      }
      return result;
    } finally {
      const left = (this.#coming.get(sha256) ?? 1) - 1;
      if (left > 0) this.#coming.set(sha256, left);
      else this.#coming.delete(sha256);
      await this.sweep();
    }
  }

  /** Brings all files to where another memory keeps its own. @returns how many */
  async copyTo(other: Attachments): Promise<number> {
    const { files } = this.#parts;
    const all = await files.all();
    for (const sha256 of all) {
      const bytes = await files.read(sha256);
      if (bytes) await other.#parts.files.keep(bytes);
    }
    return all.length;
  }

  /** Removes the files that nothing names any more. */
  readonly sweep = async (): Promise<void> => {
    const { files, store } = this.#parts;
    await files.removeParts();
    const all = (await files.all()).filter((sha256) => !this.#coming.has(sha256));
    if (all.length === 0) return;
    for (const sha256 of await store.notes.unnamedFiles(all)) await files.remove(sha256);
  };
}

function presentAttachment({ id, mediaType, name, bytes, sha256 }: StoredAttachment): Attachment {
  return { id, media_type: mediaType, name, bytes, sha256 };
}
