import { TulvingError } from '../../errors.js';
import type { Clock } from '../../model/time.js';
import type { LanguageModels } from '../../models/port.js';
import type { generateObject } from '../../models/structured.js';
import type { DrawnItem } from '../extract/drawn.js';
import {
  promptFor,
  type Reply,
  replySchema,
  type Shown,
  system,
  type Undecided,
} from './prompt.js';
import type { FindNeighbours, ReconcileContext, Reconciler, Verdict } from './reconciler.js';
import { allowedVerdict, plainVerdict, type Proposal, withoutRivals } from './rules.js';

export interface ReconcilerParts {
  models: LanguageModels;
  generate: typeof generateObject;
  neighbours: FindNeighbours;
  /** Identity of "the same folded words". */
  fingerprint: (text: string) => string;
  clock: Clock;
  /** IANA name, in which dates are read. */
  timezone: string;
}

/** Tokens of a reply for each item, and for those who think aloud. */
const TOKENS_PER_ITEM = 60;
const TOKENS_BESIDE = 500;

/**
 * Plain rules first; what they leave open is shown to the model, all of it in one call; and rules again have
 * the last word.
 */
export class ModelReconciler implements Reconciler {
  readonly #parts: ReconcilerParts;

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
  }

  async decide(items: readonly DrawnItem[], context: ReconcileContext): Promise<Verdict[]> {
    if (items.length === 0) return [];
    const { neighbours, fingerprint } = this.#parts;
    const found = await neighbours(items, context);
    const verdicts = items.map((item, index) =>
      plainVerdict(item, found[index] ?? [], fingerprint),
    );
    const open = items.flatMap((item, index) =>
      verdicts[index] === undefined ? [{ index, item, neighbours: found[index] ?? [] }] : [],
    );
    const proposed = context.withoutModel ? [] : await this.#ask(open, context);
    const moment = { at: this.#parts.clock(), timezone: this.#parts.timezone };
    open.forEach(({ index, item }, place) => {
      const proposal = proposed[place];
      verdicts[index] = proposal && allowedVerdict(item, proposal, moment);
    });
    return withoutRivals(
      items,
      verdicts.map((verdict) => verdict ?? { kind: 'new' }),
    );
  }

  async #ask(
    undecided: readonly Undecided[],
    { tenant, signal, onCall }: ReconcileContext,
  ): Promise<Proposal[]> {
    if (undecided.length === 0) return [];
    const shown = promptFor(undecided);
    const { value, calls, usage } = await this.#parts.generate(
      this.#parts.models.for(tenant, 'reconcile'),
      {
        system,
        prompt: shown.prompt,
        schema: replySchema,
        name: 'verdicts',
        maxTokens: TOKENS_BESIDE + TOKENS_PER_ITEM * undecided.length,
        signal,
      },
    );
    onCall?.(calls, usage);
    return undecided.map((one, index) => proposalFor(`n${index + 1}`, one, value, shown));
  }
}

/** A memory that the item was not to be compared with counts as not named. */
function proposalFor(
  name: string,
  { neighbours }: Undecided,
  { items }: Reply,
  { memories }: Shown,
): Proposal {
  const said = items.find(({ note }) => plain(note) === name);
  if (!said) {
    // To take it for new would pass over in silence what it may end.
    throw new TulvingError('model_unusable', `The language model left out the note ${name}.`);
  }
  const ids = new Set(neighbours.map(({ id }) => id));
  const named = [...new Set(said.refs.map(plain))].flatMap((ref) => memories.get(ref) ?? []);
  return { verdict: said.verdict, refs: named.filter(({ id }) => ids.has(id)) };
}

/** Models like to keep the brackets. */
function plain(name: string): string {
  return name.replace(/[[\]\s]/g, '').toLowerCase();
}
