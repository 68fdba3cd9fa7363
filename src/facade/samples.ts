import type { Adder } from './adder.js';
import { type SampleSet, sampleSets } from '../ingest/sample-notes.js';
import type { Eraser } from '../lifecycle/eraser.js';
import { narrowReach, narrowScope, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import {
  type AddSamplesRequest,
  addSamplesSchema,
  type RemoveSamplesRequest,
  removeSamplesSchema,
  SAMPLE,
  type SamplesResult,
} from '../model/samples.js';
import { reachOf, type Scope } from '../model/scope.js';
import { type Clock, formatInstant } from '../model/time.js';
import { validate } from '../model/validate.js';
import type { Store } from '../store/port.js';

export interface SamplesParts {
  adder: Pick<Adder, 'add'>;
  eraser: Pick<Eraser, 'scope'>;
  /** Writes the traces that wait, so that the erasure finds those that hold an example. */
  flushTraces(): Promise<void>;
  store: Pick<Store, 'removals'>;
  clock: Clock;
}

const DAY = 86_400_000;
/** More than there are. */
const MOST = 100;

/** Something to look at for who has just begun; all of it lies in a session of its own. */
export class Samples {
  readonly #parts: SamplesParts;

  constructor(parts: SamplesParts) {
    this.#parts = parts;
  }

  /** Adding them twice changes nothing. */
  async add(request: AddSamplesRequest = {}, caller: Caller = LOCAL): Promise<SamplesResult> {
    requireScope(caller.access, 'write');
    const { language = 'en', ...asked } = validate(addSamplesSchema, request);
    const scope = scopeOf(asked, caller);
    const there = await this.#count(scope, caller);
    if (there === 0) await this.#addAll(sampleSets[language], scope, caller);
    return { memories: there || (await this.#count(scope, caller)) };
  }

  /** For good, whatever has become of them. */
  async remove(request: RemoveSamplesRequest = {}, caller: Caller = LOCAL): Promise<SamplesResult> {
    requireScope(caller.access, 'write');
    const scope = scopeOf(validate(removeSamplesSchema, request), caller);
    await this.#parts.flushTraces();
    const { memories } = await this.#parts.eraser.scope(scope, caller);
    return { memories };
  }

  async #addAll({ talk, notes }: SampleSet, scope: Scope, caller: Caller): Promise<void> {
    const { adder, clock } = this.#parts;
    const at = (daysAgo: number) => formatInstant(clock() - daysAgo * DAY);
    // They show what there is without a model, and cost nothing with one.
    const marked = { ...scope, tags: [SAMPLE], extract: false };
    const messages = talk.turns.map((turn) => ({ ...turn }));
    await adder.add({ ...marked, messages, occurred_at: at(talk.daysAgo) }, caller, {});
    let last: string | undefined;
    for (const { text, kind, categories, daysAgo, supersedesLast } of notes) {
      const { memories } = await adder.add(
        {
          ...marked,
          text,
          categories: [...categories],
          occurred_at: at(daysAgo),
          ...(kind && { kind }),
          ...(supersedesLast && last !== undefined && { supersedes: [last] }),
        },
        caller,
        {},
      );
      last = memories[0]?.id;
    }
  }

  async #count(scope: Scope, caller: Caller): Promise<number> {
    const reach = narrowReach(caller.access, reachOf(scope));
    return (await this.#parts.store.removals.allWithin(caller.tenant, reach, MOST)).length;
  }
}

function scopeOf(scope: Scope, { access }: Caller): Scope {
  return narrowScope(access, { ...scope, run_id: SAMPLE });
}
