import type { z } from 'zod';
import { TulvingError } from '../../../errors.js';
import { narrowScope } from '../../../model/access.js';
import type { Caller } from '../../../model/caller.js';
import type { Memory as MemoryRecord } from '../../../model/memory.js';
import { validate } from '../../../model/validate.js';
import type { Memory } from '../../../memory.js';
import { answerJson } from '../../answer.js';
import { jsonBody } from '../../body.js';
import { callerOf } from '../../scope.js';
import type { Served, ServerApp, ServerContext } from '../../served.js';
import { unnoted, Walk } from './walk.js';

/** One request: who asks, what was sent, and the facade in their name. */
export class Asked {
  readonly context: ServerContext;
  readonly memory: Memory;
  readonly served: Served;

  constructor(context: ServerContext, served: Served) {
    this.context = context;
    this.served = served;
    this.memory = served.memory;
  }

  get caller(): Caller {
    return callerOf(this.context);
  }

  get tenant(): number {
    return this.caller.tenant;
  }

  get walk(): Walk {
    return new Walk(this.memory, this.caller);
  }

  query<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
    return this.checked(validate(schema, this.context.req.query()));
  }

  async body<Schema extends z.ZodType>(schema: Schema): Promise<z.output<Schema>> {
    return this.checked(validate(schema, await jsonBody(this.context)));
  }

  parameter(name: string): string {
    return this.context.req.param(name) ?? '';
  }

  /** An id gives no right: who is named must be whom it is about, or it is as if it were not there. */
  async find(id: string, user: string): Promise<MemoryRecord> {
    const memory = await this.memory.get(id, unnoted(this.caller));
    if (memory.user_id === user) return memory;
    throw new TulvingError('not_found', `There is no memory ${id} of ${user}.`);
  }

  /** Undefined: it is gone, or not theirs to see. */
  async findIfThere(id: string): Promise<MemoryRecord | undefined> {
    try {
      return await this.memory.get(id, this.caller);
    } catch (error) {
      if (TulvingError.isInstance(error) && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  /** What a key fixes, no user_id of a request widens. */
  checked<Input>(input: Input): Input {
    const { user_id: user } = (input ?? {}) as { user_id?: string };
    if (user !== undefined) narrowScope(this.caller.access, { user_id: user });
    return input;
  }
}

type Handler = (asked: Asked) => Promise<unknown>;

interface RouteOf {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/openmemory/api/v1`, without a slash at its end; both ways are served. */
  path: string;
  /** A Response, or what goes as JSON. */
  handle: Handler;
}

export type { RouteOf as OpenMemoryRoute };

export function addOpenMemoryRoute(app: ServerApp, served: Served, route: RouteOf): void {
  const { method, path, handle } = route;
  for (const slash of ['', '/']) {
    app.on(method, `/openmemory/api/v1${path}${slash}`, async (context) => {
      const answer = await handle(new Asked(context, served));
      return answer instanceof Response ? answer : answerJson(context, (answer ?? null) as object);
    });
  }
}
