import { requireScope, requireWhole } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { ScanReport } from '../model/requests.js';
import type { Evidence } from '../store/change-set.js';
import type { Store, StoredTexts } from '../store/port.js';
import type { Editor } from './editor.js';
import { nothing, planErase } from './erase.js';
import { partsOf } from './eraser.js';
import { revisionOf } from './revise.js';

/** What is looked for: the redaction of the write path. */
export interface SecretFinder {
  find(text: string): { name: string; start: number; end: number }[];
  redact<T>(value: T): { value: T; found: string[] };
}

const PAGE = 200;

type ScannerStore = Pick<Store, 'memories' | 'removals' | 'history'>;

/** Looks for secrets in what was kept before they were known, and takes them out when asked. */
export class Scanner {
  readonly #store: ScannerStore;
  readonly #editor: Editor;
  readonly #secrets: SecretFinder;

  constructor(store: ScannerStore, editor: Editor, secrets: SecretFinder) {
    this.#store = store;
    this.#editor = editor;
    this.#secrets = secrets;
  }

  async scan(caller: Caller, { redact }: { redact: boolean }): Promise<ScanReport> {
    requireScope(caller.access, 'admin');
    requireWhole(caller.access);
    const report: ScanReport = { scanned: 0, found: [], redacted: redact };
    for (const of of ['episode', 'memory'] as const) {
      for (let after = 0; ;) {
        const page = await this.#store.removals.texts(caller.tenant, of, after, PAGE);
        if (page.length === 0) break;
        after = page.at(-1)?.no ?? after;
        // Others get their turn between pages.
        await new Promise(setImmediate);
        for (const texts of page) {
          report.scanned += 1;
          const secrets = this.#kindsIn(texts);
          if (secrets.length === 0) continue;
          report.found.push({ kind: of, id: texts.id, secrets });
          if (!redact) continue;
          if (of === 'episode') await this.#redactEpisode(texts, caller);
          else await this.#redactMemory(texts.id, caller);
        }
      }
    }
    return report;
  }

  #kindsIn({ text, more }: StoredTexts): string[] {
    const inside = [text, ...more].flatMap((one) => this.#secrets.find(one));
    // Metadata is looked into as JSON too: there a key may tell that its value is a secret.
    const keyed = more.flatMap((one) => this.#secrets.redact(parsed(one)).found);
    return [...new Set([...inside.map(({ name }) => name), ...keyed])].toSorted();
  }

  /** The secret is blanked, and what quotes it is written anew with a mark. */
  async #redactEpisode({ id }: StoredTexts, caller: Caller): Promise<void> {
    await this.#editor.commit(caller, async (reviser) => {
      const episode = await this.#store.memories.episode(caller.tenant, id);
      if (!episode) return undefined;
      const spans = this.#secrets.find(episode.text).map(({ start, end }): Evidence => {
        return { episode: id, start, end };
      });
      const citing = await this.#store.removals.citing(caller.tenant, [id]);
      const rewrite = (memory: string) => this.#secrets.redact(memory).value;
      const said = new Map(citing.map(({ no, text: now }) => [no, [now]]));
      const parts = await partsOf(this.#store, citing);
      return planErase({ ...nothing, spans, rewrite }, { citing, parts, said }, reviser);
    });
  }

  async #redactMemory(id: string, caller: Caller): Promise<void> {
    await this.#editor.commit(caller, async (reviser) => {
      const [memory] = await this.#store.memories.byIds(caller.tenant, [id]);
      // Erased since it was looked into.
      if (!memory) return undefined;
      const { text, metadata, categories, tags } = memory;
      const { value } = this.#secrets.redact({ text, metadata, categories, tags });
      return {
        revisions: [revisionOf(memory, 'rebuilt', reviser, { ...value, forgetTexts: true })],
      };
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
