import { Gatherer } from '../gatherer.js';
import { analyseQuery } from '../language/terms/analyse.js';
import type { Caller } from '../model/caller.js';
import { newId } from '../model/ids.js';
import type { KeptTrace, TracedAnswer } from '../model/kept-trace.js';
import { formatInstant } from '../model/time.js';
import { memoriesNamed } from '../model/trace.js';
import type { StoredTrace, TraceStore } from '../store/traces.js';
import type { Asked } from './asked.js';
import { askerOf, withinOf } from './asker.js';

export interface RecorderParts {
  traces: Pick<TraceStore, 'add'>;
  /** What is kept of all traces together; 0: none. */
  mostBytes: number;
  redact: (request: Asked['request']) => { question: Asked['request']; found: string[] };
}

/** What is kept of a trace besides its id. */
export type TraceBody = Omit<KeptTrace, 'id'>;

/** A write of so many takes some 5 ms. */
const SLICE = 25;
/** What waits while the store is slow. */
const MOST_WAITING = 500;
/** Searches that were tried out, of which something may still be said. */
const MOST_TRIED = 100;

interface Tried {
  tenant: number;
  draw: () => StoredTrace;
}

/** Keeps searches without making them wait. */
export class Recorder {
  readonly #parts: RecorderParts;
  /** Drawn when it is written, not when it is asked. */
  readonly noted = new Gatherer<() => StoredTrace>({
    write: (some) =>
      this.#parts.traces.add(
        some.map((draw) => draw()),
        this.#parts.mostBytes,
      ),
    slice: SLICE,
    most: MOST_WAITING,
    lost: (count) => `Traces of ${count} searches were not kept`,
  });
  readonly #tried = new Map<string, Tried>();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** @returns the id under which it will be kept, unless it is let go */
  note(asked: Asked, caller: Caller): string | undefined {
    if (this.#parts.mostBytes === 0) return undefined;
    const id = newId();
    const draw = () => this.#draw(id, asked, caller);
    if (caller.trying === true) this.#try(id, { draw, tenant: caller.tenant });
    else this.noted.add(draw);
    return id;
  }

  /** Keeps a search that was tried out after all: somebody said something of its answer. */
  keep(id: string, { tenant }: Caller): void {
    const tried = this.#tried.get(id);
    if (tried?.tenant !== tenant) return;
    this.#tried.delete(id);
    this.noted.add(tried.draw);
  }

  /** In memory alone, and few: what people try out does not push out what agents have asked. */
  #try(id: string, tried: Tried): void {
    this.#tried.set(id, tried);
    for (const oldest of this.#tried.keys()) {
      if (this.#tried.size <= MOST_TRIED) return;
      this.#tried.delete(oldest);
    }
  }

  #draw(id: string, asked: Asked, caller: Caller): StoredTrace {
    const { question, found } = this.#parts.redact(asked.request);
    const { notes, trace } = asked;
    const whole = found.length === 0;
    const terms = whole ? notes.terms : termsOf(question['query']);
    const body: TraceBody = {
      ...answerOf(asked, caller),
      request: question,
      results: asked.results.map(({ memory_id, score, version }) => ({
        memory_id,
        score,
        version,
      })),
      principal: caller.principal,
      app: caller.app,
      candidates: notes.candidates,
      coverage: round(notes.coverage),
      took_ms: round(asked.tookMs),
      redacted: found,
      trace: (whole && trace) || null,
    };
    return {
      id,
      tenant: caller.tenant,
      at: asked.at,
      asker: askerOf(caller),
      holds: {
        memories: namedIn(body),
        terms: [...new Set(terms)],
      },
      body,
    };
  }
}

/** A search as a later one can be compared with it. */
export function answerOf(asked: Asked, caller: Caller): Omit<TracedAnswer, 'id'> {
  const { kind, at, request, results, notes } = asked;
  return {
    kind,
    at: formatInstant(at),
    request,
    within: withinOf(caller),
    results: [...results],
    cubes: notes.cubes.map(({ name, live, changeSeq }) => ({
      name,
      memories: live,
      changes: changeSeq,
    })),
  };
}

/** Whatever a trace tells of a memory goes with it. */
function namedIn({ results, trace }: TraceBody): string[] {
  const answered = results.map(({ memory_id }) => memory_id);
  return [...new Set([...answered, ...(trace ? memoriesNamed(trace) : [])])];
}

function termsOf(query: unknown): string[] {
  return typeof query === 'string' ? analyseQuery(query).terms : [];
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
