import { type MemoryRecord, recordSchemas } from '../../exchange/records.js';
import { type Redactor, redactRequest } from '../../ingest/redact-request.js';
import { isId } from '../../model/ids.js';
import { cubeOfWrite, type Scope } from '../../model/scope.js';
import { validate } from '../../model/validate.js';
import type { FullScope } from '../../store/change-set.js';

/** As erasing writes it: one UTF-16 unit, so that a text keeps its length. */
export const BLANK = '\u2588';

export const noErasure = {
  memories: [],
  episodes: [],
  cubes: [],
  traces: { said: [], named: [], pauseUntil: null },
};

export type RecordScope = {
  [Field in keyof Scope]?: string | null | undefined;
};

export function given(scope: RecordScope): Scope {
  const fields = ['cube', 'user_id', 'agent_id', 'app_id', 'run_id'] as const;
  const named = fields.flatMap((field) =>
    (scope[field] ?? null) === null ? [] : [[field, scope[field]]],
  );
  return Object.fromEntries(named) as Scope;
}

export function fullScope(scope: Scope): FullScope {
  return {
    cube: cubeOfWrite(scope),
    user: scope.user_id ?? null,
    agent: scope.agent_id ?? null,
    app: scope.app_id ?? null,
    run: scope.run_id ?? null,
  };
}

export function requireId(id: string): void {
  if (isId(id)) return;
  validate(
    recordSchemas.memory.pick({ id: true }).refine(() => false, 'the id is no UUID'),
    { id },
  );
}

/** All that a memory says or said. */
export function textsOf({ text, history = [] }: MemoryRecord): string[] {
  return [...new Set([text, ...history.flatMap((version) => version.text ?? [])])];
}

export function redactMemory(record: MemoryRecord, redactor: Redactor) {
  const found: string[] = [];
  const clean = <Fields extends object>(fields: Fields): Fields => {
    const redaction = redactRequest(fields, redactor);
    found.push(...redaction.found);
    return redaction.request;
  };
  const { text, metadata, categories, tags } = record;
  const kept = clean({
    text,
    ...(metadata && { metadata }),
    ...(categories && { categories }),
    ...(tags && { tags }),
  });
  const history = record.history?.map((version) => ({ ...version, ...clean(onlyWords(version)) }));
  return { request: { ...record, ...kept, ...(history && { history }) }, found };
}

function onlyWords({ text, metadata }: NonNullable<MemoryRecord['history']>[number]) {
  return { ...(text !== undefined && { text }), ...(metadata && { metadata }) };
}

export function redactRequestValue(value: Record<string, unknown>, redactor: Redactor) {
  const { request } = redactRequest({ metadata: value }, redactor);
  return { value: request.metadata };
}

/** Where a text stands that was changed along with its episode; else all of the episode. */
export function spanIn(episode: string, text: string): { start: number; end: number } {
  const start = episode.indexOf(text);
  return start < 0 ? { start: 0, end: episode.length } : { start, end: start + text.length };
}
