import type { z } from 'zod';
import { narrowScope, requireScope } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { KeyScope } from '../model/key.js';
import type { Scope } from '../model/scope.js';
import { validate } from '../model/validate.js';

/** A request as the caller may make it, with what the key fixes filled in. */
export function checked<Schema extends z.ZodType<Scope>>(
  schema: Schema,
  request: unknown,
  { access }: Caller,
  scope: KeyScope = 'read',
): z.output<Schema> {
  requireScope(access, scope);
  return narrowScope(access, validate(schema, request));
}
