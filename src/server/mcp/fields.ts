import { z } from 'zod';
import { isId } from '../../model/ids.js';
import { searchSchema } from '../../model/requests.js';
import { responseFormats } from './shown-memory.js';

/** Arguments that several tools have. Optional ones say their default, since models read it. */
export const idField = z
  .string()
  .max(64)
  .refine(isId, 'must be an id as memory_search and memory_list give it')
  .describe('Id of a memory, as search and list give it.');

export const formatField = z
  .enum(responseFormats)
  .default('concise')
  .describe('concise: what you need to use it. detailed: scope, versions, verbatim sources too.');

/** Any JSON object. `true` in place of zod's `{}`, which some clients warn of. */
export const objectField = z.record(z.string(), z.unknown()).meta({ additionalProperties: true });

export const filtersField = objectField
  .optional()
  .describe(
    'Condition on fields, e.g. {"tags": "work"}, {"kind": "preference"}, {"occurred_at": {"gte": "2026-01-01"}}; join with {"AND": […]}, {"OR": […]}, {"NOT": […]}.',
  );

export const dateField = z.string().max(64).describe('ISO 8601 date or time.');

export const asOfField = dateField
  .optional()
  .describe('What held at that moment, in place of what holds now.');

export const knownAtField = dateField.optional().describe('What was known at that moment.');

export const supersededField = z
  .boolean()
  .optional()
  .describe('Whether also what held once; by default where the question asks for the past.');

export const diversityField = searchSchema.shape.diversity.describe(
  '0 to 1: how much a memory loses for repeating others.',
);

export const scoreField = z
  .number()
  .min(0)
  .max(1)
  .default(0)
  .describe('Leaves out what is less likely an answer; a score is the chance of being right.');

/** As on the command line. Null is what strict modes send for a field that is left out. */
export const clearableDateField = dateField.describe('ISO 8601; none clears it.');

export const labelsField = z.array(z.string()).max(64);
