import { requireScope, requireWhole } from '../../../model/access.js';
import { userCube } from '../../../model/scope.js';
import { TulvingError } from '../../../errors.js';
import type { ModelSettingName, Served, ServerApp } from '../../served.js';
import {
  changedSettings,
  configSchema,
  type GivenConfig,
  type Kind,
  type ModelSettings,
  partSchemas,
  shownModel,
} from './config-shape.js';
import { addOpenMemoryRoute, type Asked } from './route.js';

/** Where a part stands in the whole. */
const parts = {
  '/openmemory': (part: unknown): unknown => ({ openmemory: part }),
  '/mem0/llm': (part: unknown): unknown => ({ mem0: { llm: part } }),
  '/mem0/embedder': (part: unknown): unknown => ({ mem0: { embedder: part } }),
  '/mem0/vector_store': (part: unknown): unknown => ({ mem0: { vector_store: part } }),
} as const;

/**
 * Its settings. Custom instructions are those of the user's cube; models are those of the server, which it
 * keeps for its next start, and which only an admin key changes.
 */
export function configRoutes(app: ServerApp, served: Served): void {
  const config = new Config(served);
  const shown = (asked: Asked) => config.shown(asked);
  addOpenMemoryRoute(app, served, { method: 'GET', path: '/config', handle: shown });
  for (const method of ['PUT', 'PATCH'] as const) {
    addOpenMemoryRoute(app, served, {
      method,
      path: '/config',
      handle: async (asked) => config.set(asked, await asked.body(configSchema)),
    });
  }
  addOpenMemoryRoute(app, served, {
    method: 'POST',
    path: '/config/reset',
    handle: (asked) => config.set(asked, { openmemory: { custom_instructions: null } }),
  });
  for (const [path, within] of Object.entries(parts)) {
    const part = path.split('/').at(-1) as keyof typeof partSchemas;
    const pick = async (asked: Asked) => {
      const { openmemory, mem0 } = await config.shown(asked);
      return part === 'openmemory' ? openmemory : mem0[part];
    };
    addOpenMemoryRoute(app, served, { method: 'GET', path: `/config${path}`, handle: pick });
    addOpenMemoryRoute(app, served, {
      method: 'PUT',
      path: `/config${path}`,
      handle: async (asked) => {
        await config.set(asked, within(await asked.body(partSchemas[part])) as GivenConfig);
        return pick(asked);
      },
    });
  }
}

class Config {
  readonly #served: Served;
  /** What was kept since the server began. */
  #kept: ModelSettings = {};

  constructor(served: Served) {
    this.#served = served;
  }

  async shown(asked: Asked) {
    const { custom_instructions } = await asked.memory.cubes.settings(cubeOf(asked), asked.caller);
    const settings = this.#settings;
    return {
      openmemory: { custom_instructions },
      mem0: {
        llm: shownModel('llm', settings),
        embedder: shownModel('embedder', settings),
        vector_store: null,
      },
      ...(Object.keys(this.#kept).length > 0 && { restart_required: true }),
    };
  }

  async set(asked: Asked, { openmemory, mem0 }: GivenConfig) {
    const changes = new Map<ModelSettingName, string | undefined>();
    for (const kind of ['llm', 'embedder'] as const satisfies readonly Kind[]) {
      const given = mem0?.[kind];
      if (!given) continue;
      for (const [name, value] of changedSettings(kind, given, this.#settings)) {
        changes.set(name, value);
      }
    }
    // Models first: who may not change these changes nothing.
    if (changes.size > 0) await this.#keep(asked, changes);
    const instructions = openmemory?.custom_instructions;
    if (instructions !== undefined) {
      const custom_instructions = instructions?.trim() ? instructions : null;
      await asked.memory.cubes.set(cubeOf(asked), { custom_instructions }, asked.caller);
    }
    return this.shown(asked);
  }

  get #settings(): ModelSettings {
    return { ...this.#served.settings, ...this.#kept };
  }

  async #keep({ caller }: Asked, changes: ReadonlyMap<ModelSettingName, string | undefined>) {
    requireScope(caller.access, 'admin');
    requireWhole(caller.access);
    const { keepSettings } = this.#served;
    if (keepSettings === undefined) {
      throw new TulvingError('forbidden', 'This server does not keep settings.', {
        remedy: 'Set TULVING_LLM and TULVING_EMBEDDER where it is started.',
      });
    }
    await keepSettings(changes);
    this.#kept = { ...this.#kept, ...Object.fromEntries(changes) };
  }
}

/** Theirs are of everybody. Here they are of one user: of the key, of the request, or of TULVING_USER. */
function cubeOf({ caller, context, served }: Asked): string {
  const named = context.req.query('user_id');
  return userCube(caller.access.user ?? named ?? served.settings.user);
}
