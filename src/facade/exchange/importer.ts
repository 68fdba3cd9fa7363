import type { AccessRules } from '../../access/rules.js';
import { ORIGIN_SETTING } from '../../exchange/openmemory-origin.js';
import {
  type EpisodeRecord,
  type ExchangeRecord,
  type Found,
  type MemoryRecord,
  type RecordOf,
  recordSchemas,
  type RecordType,
} from '../../exchange/records.js';
import type { Extraction } from '../extract/extraction.js';
import type { Categoriser } from '../../ingest/categorise/categoriser.js';
import { admit } from '../../ingest/gate/admit.js';
import type { Gate } from '../../ingest/gate/gate.js';
import type { Indexer } from '../../ingest/indexer.js';
import { type Redactor, redactRequest } from '../../ingest/redact-request.js';
import { cutStatement } from '../../language/sentences.js';
import type { Editor } from '../../lifecycle/editor.js';
import { chore } from '../../lifecycle/chores.js';
import {
  hasScope,
  isWhole,
  narrowScope,
  ownsAll,
  refuseCube,
  requireWritable,
} from '../../model/access.js';
import type { Caller } from '../../model/caller.js';
import type { ImportRequest } from '../../model/exchange.js';
import type { NewId } from '../../model/ids.js';
import { cubeOfWrite, type Scope, userCube } from '../../model/scope.js';
import type { Clock } from '../../model/time.js';
import { validate } from '../../model/validate.js';
import type { NewBatch } from '../../store/batch-entry.js';
import type {
  Embedded,
  Evidence,
  FullScope,
  LinkChange,
  NewEpisode,
  NewMemory,
} from '../../store/change-set.js';
import type { GraphEntry } from '../../store/graph-entry.js';
import type { ErasedWords, Store } from '../../store/port.js';
import type { ReviewChange } from '../../store/reviews.js';
import {
  type ArrivalContext,
  arrivingEpisode,
  arrivingMemory,
  heldBack,
  isLive,
  momentOf,
} from './arrivals.js';
import {
  BLANK,
  fullScope,
  given,
  noErasure,
  type RecordScope,
  redactMemory,
  redactRequestValue,
  requireId,
  spanIn,
  textsOf,
} from './import-records.js';
import { ImportRules, mayManageRules } from './import-rules.js';
import { ImportVectors, type ImportVectorsParts } from './import-vectors.js';
import type { ImportTally } from './import-tally.js';
import { KnownIds } from './known-ids.js';

export interface ImporterParts extends ImportVectorsParts {
  store: Store;
  editor: Editor;
  indexer: Indexer;
  redactor: Redactor;
  rules: Pick<AccessRules, 'list' | 'add'>;
  gate: Gate;
  categoriser: Categoriser;
  extraction: Pick<Extraction, 'jobFor'>;
  newId: NewId;
  clock: Clock;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
  /** How long what is deleted can be restored, in ms. */
  undoWindow: number;
}

type Asked = Omit<ImportRequest, 'format'>;

/** What is brought in together, in one commit. */
interface Portion {
  episodes: NewEpisode[];
  memories: NewMemory[];
  reviews: ReviewChange[];
  graph: GraphEntry[];
  links: LinkChange[];
  /** Spans of words that were erased here, in episodes that came with earlier portions. */
  blank: Evidence[];
  embedded: Embedded[];
  user?: string | undefined;
}

/** What is found, checked: what it was read as is not kept. */
interface Waiting<Type extends RecordType = RecordType> {
  place: string;
  unlessSame: boolean;
  record: RecordOf<Type>;
}

/** Records that are looked at and committed together. */
const PORTION = 400;

/**
 * Takes in records in portions, each one commit. What is here already is passed over by its id, so that an
 * import which broke off is simply begun again; what was erased here stays erased.
 */
export class Importer {
  readonly #parts: ImporterParts;
  readonly #asked: Asked;
  readonly #caller: Caller;
  readonly #tally: ImportTally;
  readonly #batch: NewBatch;
  readonly #known: KnownIds;
  readonly #rules: ImportRules;
  readonly #vectors: ImportVectors;
  #waiting: Waiting[] = [];
  #hasBatch = false;
  done = 0;

  constructor(parts: ImporterParts, asked: Asked, caller: Caller, tally: ImportTally) {
    this.#parts = parts;
    this.#asked = asked;
    this.#caller = caller;
    this.#tally = tally;
    this.#known = new KnownIds(parts.store, caller.tenant, asked.on_duplicate === 'new');
    this.#vectors = new ImportVectors(parts);
    this.#rules = new ImportRules(parts.rules, caller, asked.dry_run ?? false);
    const { cube = null, user_id: user = null } = narrowScope<Scope>(caller.access, {
      ...(asked.cube !== undefined && { cube: asked.cube }),
      ...(asked.user_id !== undefined && { user_id: asked.user_id }),
    });
    this.#batch = { id: parts.newId(), kind: 'import', cube, user, note: {} };
  }

  /** Id of the batch; null while nothing was brought in. */
  get batch(): string | null {
    return this.#hasBatch ? this.#batch.id : null;
  }

  async take(found: Found): Promise<void> {
    const { record, refused, place, unlessSame = false } = found;
    if (refused !== undefined) {
      this.#tally.refused(place, refused);
      return;
    }
    try {
      const { type } = record as { type: RecordType };
      const checked = validate(recordSchemas[type], record) as ExchangeRecord;
      if (type !== 'tulving' && type !== 'end') this.#tally.read(type);
      this.#waiting.push({ place, unlessSame, record: checked });
    } catch (error) {
      this.#tally.refused(place, error);
    }
    if (this.#waiting.length >= PORTION) await this.flush();
  }

  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    const portion = await this.#portionOf(waiting);
    await this.#commit(portion);
    this.done += waiting.length;
  }

  async #portionOf(waiting: readonly Waiting[]): Promise<Portion> {
    const portion: Portion = {
      episodes: [],
      memories: [],
      reviews: [],
      graph: [],
      links: [],
      blank: [],
      embedded: [],
    };
    const context: ArrivalContext = {
      at: this.#parts.clock(),
      indexer: this.#parts.indexer,
      mostTrust: this.#mostTrust(),
    };
    await this.#known.meet(waiting.map(({ record }) => record));
    for (const one of waiting) {
      try {
        await this.#takeOne(one, portion, context);
      } catch (error) {
        this.#tally.refused(one.place, error);
      }
    }
    return portion;
  }

  /** What somebody agreed to is believed of whoever could agree here. */
  #mostTrust() {
    const { access } = this.#caller;
    return hasScope(access, 'admin') && isWhole(access) ? 'verified' : 'user';
  }

  async #takeOne(one: Waiting, portion: Portion, context: ArrivalContext): Promise<void> {
    const { unlessSame, record } = one;
    if (record.type === 'episode') await this.#episode(record, portion, context);
    else if (record.type === 'memory') await this.#memory(record, unlessSame, portion, context);
    else if (record.type === 'graph') this.#graph(record, portion);
    else if (record.type === 'link') this.#link(record, portion);
    else if (record.type === 'category') await this.#category(record);
    else if (record.type === 'origin') await this.#origin(record);
    else if (record.type === 'rule') await this.#rule(record);
    else if (record.type === 'space') await this.#space(record);
  }

  async #episode(record: EpisodeRecord, portion: Portion, context: ArrivalContext): Promise<void> {
    if (this.#known.episodes.has(record.id)) return;
    requireId(record.id);
    const { scope, original } = this.#scopeOf(record);
    const { request, found } = redactRequest({ text: record.text }, this.#parts.redactor);
    this.#tally.redacted(found);
    const text = await this.#withoutErased(request.text, [scope, original]);
    if (text !== record.text) this.#known.changed.set(record.id, text);
    if (text.replaceAll(BLANK, '').trim() === '' && record.text.trim() !== '') return;
    portion.episodes.push(arrivingEpisode({ ...record, text }, scope, context));
    this.#known.episodes.add(record.id);
  }

  /** Statements are cut the same everywhere: those that were erased here are known again. */
  async #withoutErased(text: string, scopes: readonly FullScope[]): Promise<string> {
    let left = text;
    for (const { start, end } of cutStatement(text)) {
      if (await this.#wasErased([text.slice(start, end)], scopes))
        left = left.slice(0, start) + BLANK.repeat(end - start) + left.slice(end);
    }
    return left;
  }

  async #memory(
    given: MemoryRecord,
    unlessSame: boolean,
    portion: Portion,
    context: ArrivalContext,
  ): Promise<void> {
    requireId(given.id);
    const copy = this.#known.copies.get(given.id);
    const id = copy ?? given.id;
    if (copy !== undefined) await this.#rules.copied(given.id, copy);
    if (this.#known.older.has(id) || this.#known.memory(given.id) === id) {
      this.#known.setMemory(given.id, id);
      this.#tally.duplicate(this.#known.deleted.has(id));
      return;
    }
    if (unlessSame && this.#restsOnOlder(given)) {
      this.#tally.duplicate(false);
      return;
    }
    const { scope, original } = this.#scopeOf(given);
    const { request, found: secrets } = redactMemory(given, this.#parts.redactor);
    this.#tally.redacted(secrets);
    const record: MemoryRecord = { ...request, id };
    if (await this.#wasErased(textsOf(given), [scope, original])) {
      this.#tally.blocked();
      this.#known.setMemory(given.id, undefined);
      this.#blank(given, portion);
      return;
    }
    const categories = record.categories ?? (await this.#categoriesOf(record.text, scope));
    const merged = record.merged_into ? await this.#whole(record.merged_into) : null;
    const memory = arrivingMemory({ ...record, categories, merged_into: merged }, scope, context);
    requireWritable(this.#caller.access, memory);
    // Whom rules hide memories from says the same again as an own one.
    const mayJoin = this.#caller.access.bounds === undefined && record.state === 'active';
    this.#admit(
      {
        ...memory,
        sources: this.#sourcesOf(record),
        unlessSame: unlessSame && mayJoin,
      },
      portion,
      context,
    );
    this.#known.setMemory(given.id, id);
    this.#tally.made('memory');
    portion.user ??= scope.user ?? undefined;
    if (secrets.length === 0) portion.embedded.push(...this.#vectors.of(record));
  }

  #admit(
    memory: ReturnType<typeof arrivingMemory>,
    portion: Portion,
    { at }: ArrivalContext,
  ): void {
    const { text, kind, trust = 'user' } = memory;
    if (!isLive(memory, at) || trust === 'verified') {
      portion.memories.push(memory);
      return;
    }
    const judgement = this.#parts.gate({ text, kind, role: null, trust });
    const admitted = admit(memory, judgement, this.#parts.newId);
    const isHeld = admitted.memory.state === 'paused';
    portion.memories.push(
      isHeld ? heldBack({ ...admitted.memory, past: memory.past }, at) : admitted.memory,
    );
    portion.reviews.push(...admitted.reviews);
  }

  /** What it became a part of, where that is here; else it stands alone. */
  async #whole(id: string): Promise<string | null> {
    const known = this.#known.memory(id);
    if (known !== undefined) return known;
    const [there] = await this.#parts.store.memories.byIds(this.#caller.tenant, [id]);
    if (!there)
      this.#tally.notKept('what duplicates were merged into, where that is not in the file');
    return there ? id : null;
  }

  #restsOnOlder({ sources = [] }: MemoryRecord): boolean {
    return sources.length > 0 && sources.every(({ episode_id: id }) => this.#known.older.has(id));
  }

  #sourcesOf({ text, sources = [] }: MemoryRecord): Evidence[] {
    return sources.flatMap(({ episode_id: episode, start, end }) => {
      if (!this.#known.episodes.has(episode) || end <= start) return [];
      const changed = this.#known.changed.get(episode);
      return changed === undefined
        ? [{ episode, start, end }]
        : [{ episode, ...spanIn(changed, text) }];
    });
  }

  /** Its words may stand in an episode that came with an earlier portion. */
  #blank({ sources = [] }: MemoryRecord, portion: Portion): void {
    for (const { episode_id: episode, start, end } of sources) {
      const waits = portion.episodes.findIndex(({ id }) => id === episode);
      const here = portion.episodes[waits];
      if (here) {
        const { text } = here;
        const left = text.slice(0, start) + BLANK.repeat(end - start) + text.slice(end);
        portion.episodes[waits] = { ...here, text: left.slice(0, text.length) };
      } else if (this.#known.episodes.has(episode) && !this.#known.older.has(episode)) {
        portion.blank.push({ episode, start, end });
      }
    }
  }

  #graph(record: RecordOf<'graph'>, { graph }: Portion): void {
    const memory = this.#known.memory(record.memory_id);
    if (memory === undefined || this.#known.older.has(memory)) return;
    const ref = ({ name, kind = null, aliases = [] }: (typeof record.mentions)[number]) => {
      return { name, kind, aliases };
    };
    graph.push({
      memory,
      mentions: record.mentions.map(ref),
      relations: record.relations.map(({ from, kind, to, ...validity }) => ({
        from: ref(from),
        kind,
        to: ref(to),
        validFrom: momentOf(validity.valid_from),
        validTo: momentOf(validity.valid_to),
      })),
    });
    this.#tally.made('graph');
  }

  #link({ from, to, kind, undo = {} }: RecordOf<'link'>, { links }: Portion): void {
    const [one, other] = [this.#known.memory(from), this.#known.memory(to)];
    if (one === undefined || other === undefined) {
      this.#tally.notKept('relations of memories that are not in the file or were not brought in');
      return;
    }
    if (this.#known.older.has(one) && this.#known.older.has(other)) return;
    links.push({ from: one, to: other, kind, undo: undo as NonNullable<LinkChange['undo']> });
    this.#tally.made('link');
  }

  async #category({ name, description }: RecordOf<'category'>): Promise<void> {
    const { notes } = this.#parts.store;
    const { access, tenant } = this.#caller;
    if (!description || !isWhole(access)) return;
    const known = await notes.categories(tenant);
    if (known.some((one) => one.name === name && one.description !== null)) return;
    if (!this.#asked.dry_run) await notes.describeCategory(tenant, name, description);
    this.#tally.made('category');
  }

  /** With the settings of the user's cube: it goes when the cube goes. */
  async #origin({ user_id: given, body }: RecordOf<'origin'>): Promise<void> {
    const { scope } = this.#scopeOf({ user_id: given });
    const { store, clock } = this.#parts;
    const isOwn = scope.user !== null && scope.cube === userCube(scope.user);
    const all = { ...scope, agent: null, app: null };
    if (!isOwn || !ownsAll(this.#caller.access, all) || this.#asked.dry_run) return;
    const cube = await store.cube(this.#caller.tenant, scope.cube, clock());
    const before = (await store.notes.cubeSettings(cube))[ORIGIN_SETTING];
    if (before !== undefined) return;
    const { value } = redactRequestValue(body, this.#parts.redactor);
    await store.notes.setCubeSetting(cube, ORIGIN_SETTING, value);
  }

  /** Whoever could say what vectors are like would say what is found. */
  async #space(record: RecordOf<'space'>): Promise<void> {
    if (this.#asked.dry_run) return;
    if (mayManageRules(this.#caller) && (await this.#vectors.meet(record))) return;
    this.#tally.notKept('vectors of a model that is not the embedder here; they are made again');
  }

  /** Of a cube: of the one that it becomes here. */
  async #rule(record: RecordOf<'rule'>): Promise<void> {
    if (!mayManageRules(this.#caller)) {
      this.#tally.notKept('access rules, which an admin key that fixes nothing brings in');
      return;
    }
    const [, cube] = /^cube:(.+)$/s.exec(record.object) ?? [];
    const user = cube?.startsWith('user:') ? { user_id: cube.slice('user:'.length) } : {};
    const here = cube && this.#scopeOf({ cube, ...user }).scope.cube;
    const isNew = await this.#rules.take({ ...record, ...(here && { object: `cube:${here}` }) });
    if (isNew) this.#tally.made('rule');
  }

  async #categoriesOf(text: string, { cube }: FullScope): Promise<string[]> {
    const categorise = await this.#parts.categoriser.for(this.#caller.tenant, cube);
    return [...categorise(text)];
  }

  /** Where it goes, within what the key reaches; and where it was. */
  #scopeOf(record: RecordScope): { scope: FullScope; original: FullScope } {
    const { user_id: into, default_user_id: standsIn, ...asked } = this.#asked;
    const namesNobody = (record.user_id ?? null) === null && record.cube === undefined;
    const user = into ?? record.user_id ?? (namesNobody ? standsIn : undefined);
    const cube = asked.cube ?? (into === undefined ? record.cube : undefined);
    const named = given({
      cube,
      user_id: user,
      agent_id: asked.agent_id ?? record.agent_id,
      app_id: asked.app_id ?? record.app_id,
      run_id: asked.run_id ?? record.run_id,
    });
    const narrowed = narrowScope<Scope>(this.#caller.access, named);
    refuseCube(this.#caller.access, cubeOfWrite(narrowed));
    return { scope: fullScope(narrowed), original: fullScope(given(record)) };
  }

  async #wasErased(texts: readonly string[], scopes: readonly FullScope[]): Promise<boolean> {
    const { indexer, store } = this.#parts;
    // Most stores have erased nothing, and then no fingerprint is asked for.
    const words = texts.flatMap((text): ErasedWords[] =>
      scopes.map((scope) => ({
        ...scope,
        get fingerprint() {
          return indexer.fingerprint(text);
        },
      })),
    );
    return store.removals.wasErased(this.#caller.tenant, words);
  }

  async #commit(portion: Portion): Promise<void> {
    const { episodes, memories, graph, links, blank, reviews, embedded, user } = portion;
    this.#tally.made('episode', episodes.length);
    const isNothing = [episodes, memories, graph, links, blank].every(({ length }) => length === 0);
    if (isNothing || this.#asked.dry_run) return;
    const { editor, quota, extraction, undoWindow } = this.#parts;
    await editor.commit(this.#caller, async ({ at }) => {
      const draws = this.#asked.extract
        ? extraction.jobFor(episodes, this.#caller, { at, now: false })
        : undefined;
      const deletes = memories.some(({ past }) => past?.state === 'deleted');
      const jobs = [
        ...(draws ? [draws] : []),
        ...(deletes ? [chore('purge', at + undoWindow)] : []),
      ];
      return {
        episodes,
        memories,
        reviews,
        graph,
        links,
        batch: this.#batch,
        jobs,
        ...(quota > 0 && user !== undefined && { quota: { user, most: quota } }),
        ...(blank.length > 0 && { erasure: { ...noErasure, spans: blank } }),
      };
    });
    this.#hasBatch = true;
    // After the memories, which must be there; what is left out here waits for the model.
    if (embedded.length > 0) await editor.commit(this.#caller, async () => ({ embedded }));
  }
}
