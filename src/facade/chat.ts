import { checkAndRedact } from './adder.js';
import { ChatContext, type ChatContextParts, type Gathered } from './chat-context.js';
import { ChatLog, type ChatLogParts } from './chat-log.js';
import { answerParts, type Asking, decompose, suggest } from './chat-questions.js';
import { filterOf } from './finder.js';
import { CitationCheck } from '../chat/citations.js';
import { CountedModel } from '../chat/counted-model.js';
import { queriesOf, windowOf } from '../chat/history.js';
import { answerPrompt, type ChatTurn, synthesisPrompt } from '../chat/prompts.js';
import { TulvingError } from '../errors.js';
import type { Redactor } from '../ingest/redact-request.js';
import { narrowScope, refuseCube, requireScope } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import {
  type ChatEvent,
  type ChatInput,
  type ChatMessage,
  type ChatPart,
  type ChatRequest,
  type ChatResult,
  chatSchema,
  type ChatWarning,
  type Citation,
} from '../model/chat.js';
import { localTime } from '../model/local-time.js';
import { addSchema } from '../model/requests.js';
import { cubeOfWrite } from '../model/scope.js';
import { instantOf, validate } from '../model/validate.js';
import type { GenerateRequest, LanguageModel, LanguageModels } from '../models/port.js';

export interface ChatParts extends ChatContextParts, ChatLogParts {
  /** Missing where none is configured. */
  models?: LanguageModels | undefined;
  redactor: Redactor;
}

/** Of a statement the whole is shown, of a piece of a document its beginning. In UTF-16 units. */
const MOST_QUOTED = 500;
const HISTORY_TOKENS = 2_000;

/** How a model is asked for the answer: in pieces as they come, or as a whole. */
type Ask = (
  model: CountedModel,
  request: GenerateRequest,
  onCutOff: () => void,
) => AsyncIterable<string>;

/** A chat that was checked and may begin. */
interface Begun {
  input: ChatInput;
  message: string;
  caller: Caller;
  model: CountedModel;
  signal: AbortSignal | undefined;
  ask: Ask;
}

/** Answers from memory, and remembers. */
export class Chat {
  readonly #parts: ChatParts;
  readonly #context: ChatContext;
  readonly #log: ChatLog;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    this.#context = new ChatContext(parts);
    this.#log = new ChatLog(parts);
  }

  async answer(request: ChatRequest, caller: Caller): Promise<ChatResult> {
    for await (const event of this.#events(this.#begin(request, caller, asAWhole))) {
      if (event.type === 'done') return event.result;
    }
    throw new TulvingError('internal', 'The chat ended without an answer.');
  }

  /** What is wrong with the request is thrown here, and not by the first event. */
  stream(request: ChatRequest, caller: Caller): AsyncGenerator<ChatEvent> {
    return this.#events(this.#begin(request, caller, inPieces));
  }

  #begin({ signal, ...request }: ChatRequest, caller: Caller, ask: Ask): Begun {
    const { models, redactor, timezone } = this.#parts;
    const { access, tenant } = caller;
    requireScope(access, 'read');
    const input = validate(chatSchema, request);
    const message = input.message ?? input.messages?.at(-1)?.content ?? '';
    const { cube, user_id, agent_id, app_id } = input;
    const scope = narrowScope(access, { cube, user_id, agent_id, app_id });
    if (input.remember ?? true) {
      requireScope(access, 'write');
      refuseCube(access, cubeOfWrite(scope));
      // What must not be kept is refused before a model has seen it.
      checkAndRedact(addSchema, { messages: [{ content: message }] }, redactor);
    }
    // As given: what zod hands on has lost keys.
    filterOf(request.filters, timezone);
    if (input.as_of !== undefined) instantOf(input.as_of, '/as_of', timezone);
    if (!models) throw noModel('A chat');
    const model = new CountedModel(models.for(tenant, 'chat'));
    return { input: { ...input, filters: request.filters }, message, caller, model, signal, ask };
  }

  async *#events(begun: Begun): AsyncGenerator<ChatEvent> {
    const warnings: ChatWarning[] = [];
    const warn: Asking['warn'] = (code, detail) => void warnings.push({ code, detail });
    let isKept = !(begun.input.remember ?? true);
    try {
      const turn = await this.#turn(begun);
      const asking = { ...begun, turn, warn };
      const questions = begun.input.mode === 'pro' ? await decompose(asking) : [];
      const gathered = await this.#gather(begun, turn, questions);
      warnings.push(...gathered.warnings);
      turn.block = gathered.block;
      const found = gathered.memories.size > 0;
      const context = contextOf(gathered);
      yield { type: 'context', found, context };
      const parts = questions.length > 1 ? await answerParts(questions, gathered, asking) : [];
      for (const part of parts) yield { type: 'part', part };
      const shown = parts.length > 0 ? citedIn(parts) : gathered.memories.keys();
      const check = new CitationCheck(shown);
      let answer = '';
      for await (const text of this.#answer(begun, asking, parts, check)) {
        answer += text;
        if (isEcho(answer)) throw unusable(begun.model, 'repeated what it was asked');
        yield { type: 'delta', text };
      }
      if (check.dropped > 0) warn('citations_dropped', droppedOf(check.dropped));
      const citations = citationsOf(check.cited, gathered);
      yield { type: 'citations', citations };
      const tells = found || turn.history.length > 0 || turn.general;
      const remembered = isKept ? null : await this.#keep(begun, tells ? answer : '', warn);
      isKept = true;
      const count = begun.input.suggestions ?? 0;
      const suggestions = count > 0 ? await suggest(asking, answer, count) : [];
      if (count > 0) yield { type: 'suggestions', suggestions };
      const { usage } = begun.model;
      const about = { found, context, parts, suggestions, remembered, usage, warnings };
      yield { type: 'done', result: { answer, citations, ...about } };
    } catch (error) {
      if (isKept) throw error;
      isKept = true;
      throw await this.#failed(begun, error);
    } finally {
      // Whoever reads does not want the rest.
      if (!isKept) await this.#log.keep({ message: begun.message }, begun.input, begun.caller);
    }
  }

  async #turn({ input, message, caller }: Begun): Promise<ChatTurn> {
    const history = await this.#log.history(input, caller);
    const { clock, timezone } = this.#parts;
    return {
      message,
      history: windowOf(history, input.history_tokens ?? HISTORY_TOKENS),
      block: '',
      today: localTime(clock(), timezone).day,
      general: input.general ?? false,
      system: input.system,
    };
  }

  #gather(
    { input, message, caller }: Begun,
    { history }: ChatTurn,
    questions: readonly string[],
  ): Promise<Gathered> {
    const parts =
      questions.length > 1
        ? questions.map((question) => [question])
        : [queriesOf(message, history)];
    const said: ChatMessage[] = [...history, { role: 'user', content: message }];
    return this.#context.gather(parts, { input, said, caller });
  }

  /** The answer as it can be told. */
  async *#answer(
    { input, model, signal, ask }: Begun,
    { turn, warn }: Asking,
    parts: readonly ChatPart[],
    check: CitationCheck,
  ): AsyncGenerator<string> {
    const prompt = parts.length > 0 ? synthesisPrompt(turn, parts) : answerPrompt(turn);
    const limits = input.max_tokens === undefined ? {} : { maxTokens: input.max_tokens };
    let begun = false;
    const told = (text: string) => (begun ? text : text.trimStart());
    const request = { ...prompt, ...limits, ...(signal && { signal }) };
    const onCutOff = () => warn('cut_off', 'The answer was cut off: its room ended.');
    for await (const piece of ask(model, request, onCutOff)) {
      signal?.throwIfAborted();
      const text = told(check.push(piece));
      if (text === '') continue;
      begun = true;
      yield text;
    }
    const rest = told(check.end());
    if (rest !== '') yield rest;
    else if (!begun) throw unusable(model, 'answered without a word');
  }

  /** @param answer empty where it could only say that there is nothing: that is no memory */
  async #keep(
    { message, input, caller }: Begun,
    answer: string,
    warn: Asking['warn'],
  ): Promise<ChatResult['remembered']> {
    const { remembered, failure } = await this.#log.keepWhatCanBe(
      { message, answer },
      input,
      caller,
    );
    if (failure) warn('not_remembered', `${failure.message} ${failure.remedy}`);
    return remembered;
  }

  /** What the user said is kept, whatever became of the answer. @returns what is thrown then */
  async #failed({ message, input, caller, signal }: Begun, error: unknown): Promise<unknown> {
    await this.#log.keep({ message }, input, caller);
    if (signal?.aborted || !TulvingError.isInstance(error)) return error;
    const { code, remedy, issues, until } = error;
    const detail = `${error.message} What you said is kept; there is no answer.`;
    return new TulvingError(code, detail, { cause: error, remedy, issues, until });
  }
}

export function noModel(what: string): TulvingError {
  return new TulvingError('no_model', `${what} takes a language model, and none is configured.`);
}

const asAWhole: Ask = async function* (model, request, onCutOff) {
  const { text, truncated } = await model.generate(request);
  if (truncated) onCutOff();
  yield text;
};

const inPieces: Ask = (model, request) => model.stream(request);

/** A block that only the prompt has. */
function isEcho(answer: string): boolean {
  return answer.includes('<memories note=') || answer.includes('<message note=');
}

function contextOf({ tokens, memories, traceIds }: Gathered): ChatResult['context'] {
  const behind = [...memories].map(([mark, { id }]) => [mark, id] as const);
  return { tokens, memories: Object.fromEntries(behind), trace_ids: [...traceIds] };
}

function citedIn(parts: readonly ChatPart[]): string[] {
  return parts.flatMap(({ citations }) => citations);
}

function citationsOf(cited: readonly string[], { memories }: Gathered): Citation[] {
  return cited.flatMap((mark) => {
    const memory = memories.get(mark);
    if (!memory) return [];
    const quote = memory.sources[0]?.quote ?? memory.text;
    return [{ mark, memory_id: memory.id, quote: quote.slice(0, MOST_QUOTED).toWellFormed() }];
  });
}

function droppedOf(count: number): string {
  return `Marks that stand for no memory that the model was shown were taken out: ${count}.`;
}

function unusable(
  { identity: { provider, model } }: Pick<LanguageModel, 'identity'>,
  how: string,
): TulvingError {
  return new TulvingError('model_unusable', `${provider}:${model} ${how}.`);
}
