import { TulvingError } from '../errors.js';
import { requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { EmbedEstimate, EmbedWork } from './embed-work.js';
import type { MadeReport, MakeOptions } from './vector-maker.js';

/** The vectors of the model that is the embedder, for whoever runs Tulving. */
export class Vectors {
  readonly #work: EmbedWork | undefined;

  constructor(work: EmbedWork | undefined) {
    this.#work = work;
  }

  /** What making them would take; undefined where none waits, or no model is configured. */
  async estimate(
    options: { all?: boolean } = {},
    caller: Caller = LOCAL,
  ): Promise<EmbedEstimate | undefined> {
    requireScope(caller.access, 'admin');
    requireWhole(caller.access);
    return this.#work?.estimate(caller.tenant, options);
  }

  /**
   * Makes them now: of memories that have none in the space of the model, with `all` of every memory. Searches
   * go on meanwhile with what they had. It may be stopped and begun again.
   *
   * @throws TulvingError `model_…`; `invalid_setting` without a model
   */
  async make(
    { all = false, ...options }: MakeOptions & { all?: boolean } = {},
    caller: Caller = LOCAL,
  ): Promise<MadeReport> {
    requireScope(caller.access, 'admin');
    requireWhole(caller.access);
    if (!this.#work) {
      throw new TulvingError('invalid_setting', 'No model is the embedder.', {
        remedy: 'Set TULVING_EMBEDDER to provider:model; see docs/models.md.',
      });
    }
    if (all) await this.#work.renew();
    return this.#work.run(caller.tenant, options, { anew: true });
  }
}
