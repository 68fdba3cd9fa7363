import type {
  CallToolResult,
  StandardSchemaWithJSON,
  ToolAnnotations,
} from '@modelcontextprotocol/server';
import type { z } from 'zod';
import type { Scope } from '../../model/scope.js';
import { validate } from '../../model/validate.js';
import type { Door } from './door.js';
import type { Offered, Session } from './session.js';

/** One tool, as data: the server and its reference page are made from it. */
export interface Tool extends Offered {
  name: string;
  title: string;
  /** For a model: when to call it and when not, what the arguments mean, what comes back. */
  description: string;
  annotations: ToolAnnotations;
  input: z.ZodObject;
  output: z.ZodObject;
  /** The texts of an answer. Default: all of it as JSON. */
  texts?: (output: Record<string, unknown>) => readonly string[];
  run: (input: unknown, call: ToolCall) => Promise<Record<string, unknown>>;
}

export interface ToolCall {
  door: Door;
  reads: Scope;
  writes: Scope;
  /** Whether the arguments of a tool may say whose memories are meant: the connection names nobody. */
  chooses: boolean;
  link: Session['link'];
}

interface ToolOf<Input extends z.ZodObject, Output extends z.ZodObject> extends Omit<
  Tool,
  'input' | 'output' | 'run'
> {
  input: Input;
  output: Output;
  run: (input: z.output<Input>, call: ToolCall) => Promise<z.input<Output>>;
}

/** Types the input that a tool is run with by its schema. */
export function tool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolOf<Input, Output>,
): Tool {
  const { input, run } = definition;
  return {
    ...definition,
    run: (given, call) => run(validate(input, understood(input, given)), call),
  };
}

/** Reads nothing but what Tulving holds. */
export const reading: ToolAnnotations = { readOnlyHint: true, openWorldHint: false };

/**
 * Tells a client the shape, and hands on what came as it came: our own check names every fault and
 * its remedy.
 */
export function advertised(schema: z.ZodObject): StandardSchemaWithJSON {
  const { jsonSchema } = schema['~standard'];
  return {
    '~standard': { version: 1, vendor: 'tulving', validate: (value) => ({ value }), jsonSchema },
  };
}

/**
 * Bridges send arrays and numbers as JSON text, and strict modes send null for what is left out:
 * a value that its field refuses is read so before it is checked.
 */
function understood(schema: z.ZodObject, given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given ?? {};
  const fields = new Map(Object.entries(schema.shape as Record<string, z.ZodType>));
  const entries = Object.entries(given).flatMap(([name, value]) => {
    const field = fields.get(name);
    if (!field || field.safeParse(value).success) return [[name, value]];
    if (value === null) return [];
    const read: unknown = typeof value === 'string' ? decoded(value) : value;
    return [[name, Array.isArray(read) ? read.map(withoutNulls) : read]];
  });
  return Object.fromEntries(entries);
}

function withoutNulls(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text;
  }
}

/** The same answer twice: for clients that read structured content, and for those that read text. */
export function answer(
  structuredContent: Record<string, unknown>,
  texts: readonly string[] = [JSON.stringify(structuredContent)],
): CallToolResult {
  return { content: texts.map((text) => ({ type: 'text', text })), structuredContent };
}
