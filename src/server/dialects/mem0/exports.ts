import type { Form } from '../../../model/form.js';
import { Answer, type Call, type Json } from './call.js';
import { translate } from './filters.js';
import { isNotFound } from './memories.js';
import { asked, besides, filterConditions, idsIn, isGiven, lifecycle } from './reads.js';
import { badRequest, Refusal } from './refusal.js';

/** Whoever asks for an export that is being made waits so long for it, in ms. */
const PATIENCE = 10_000;

/** A schema that is filled from what the filters choose: a form of Tulving's. */
export async function createExport(call: Call): Promise<Answer> {
  const { body, caller, memory } = call;
  const { schema, export_instructions: instructions } = body;
  if (!isGiven(schema)) throw badRequest('schema is required: a JSON Schema of an object.');
  const own = [...translate(idsIn(body)), ...filterConditions(body['filters'])];
  const conditions = [...own, ...besides(body), ...lifecycle({ latest_only: true })];
  const { scope, filters } = asked(conditions, caller.access);
  const { id } = await memory.forms.ask(
    {
      ...scope,
      ...(filters && { filters }),
      schema: schema as Json | string,
      ...(isGiven(instructions) && { instructions: instructions as string }),
      note: { export: nameOf(body) },
    },
    caller,
  );
  const message = 'Memory export request received. The export will be ready in a few seconds.';
  return new Answer(201, { message, id });
}

/** By its id, or the newest of the same filters: what the schema was filled with, and nothing beside it. */
export async function getExport(call: Call): Promise<unknown> {
  const form = await find(call);
  if (!form) throw nowhere();
  const { status, value, cause } = await call.memory.forms.wait(form.id, PATIENCE, call.caller);
  if (status === 'succeeded') return value;
  if (status === 'failed') {
    throw new Refusal(502, {
      error: `The export has failed: ${cause ?? 'its job is gone'}`,
      status: 'FAILED',
    });
  }
  const error = 'The memory export is not ready yet; ask again in a few seconds.';
  throw new Refusal(404, { error, detail: error, status: 'PENDING' });
}

async function find({ body, memory, caller }: Call): Promise<Form | undefined> {
  const { memory_export_id: id } = body;
  if (!isGiven(id)) {
    const name = nameOf(body);
    const matches = (note: unknown) => exportIn(note) === name;
    const [newest] = await memory.forms.find({ most: 1, matches }, caller);
    return newest;
  }
  if (typeof id !== 'string') throw badRequest('memory_export_id must be a text.');
  try {
    const form = await memory.forms.get(id, caller);
    return exportIn(form.note) === undefined ? undefined : form;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function exportIn(note: unknown): string | undefined {
  return (note as { export?: string } | null)?.export;
}

/** The filters in one spelling, whatever the order of their keys. */
function nameOf(body: Readonly<Json>): string {
  return JSON.stringify(ordered({ ...idsIn(body), filters: body['filters'] ?? {} }));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, ordered(one)]));
}

function nowhere(): Refusal {
  const error = 'No memory export request found!';
  return new Refusal(404, { error, detail: error });
}
