import type { UndoPlan } from '../lifecycle/undo.js';
import { limits } from '../model/requests.js';
import type { UndoResult } from '../model/undo.js';
import type { StoredBatch } from '../store/batches.js';

/** What an undo comes to, told portion by portion. */
export class UndoReport {
  readonly preview: boolean;
  readonly #batches: UndoResult['batches'] = [];
  readonly #changes: UndoResult['changes'] = [];
  readonly #kept = new Map<string, UndoResult['kept'][number]>();
  readonly #counts = {
    deleted: 0,
    restored: 0,
    parted: 0,
    reverted: 0,
    evidence: 0,
    links: 0,
  };

  constructor(preview: boolean) {
    this.preview = preview;
  }

  batch({ id, kind }: StoredBatch, undoneBy: string | null): void {
    this.#batches.push({ id, kind, undone_by: undoneBy });
  }

  note({ done, kept, links }: UndoPlan): void {
    for (const { memory, change } of done) {
      this.#counts[change] += 1;
      if (this.#changes.length >= limits.page) continue;
      this.#changes.push({ memory_id: memory.id, text: memory.text, change });
    }
    for (const { memory, reason } of kept) {
      this.#kept.set(memory.id, { memory_id: memory.id, text: memory.text, reason });
    }
    this.#counts.links += links.filter(({ undo }) => undo === null).length;
  }

  result(): UndoResult {
    const kept = [...this.#kept.values()];
    return {
      preview: this.preview,
      batches: this.#batches,
      counts: { ...this.#counts, kept: kept.length },
      changes: this.#changes,
      kept: kept.slice(0, limits.page),
    };
  }
}
