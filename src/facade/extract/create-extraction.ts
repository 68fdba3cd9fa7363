import { readCubeSettings } from '../../ingest/extract/cube-settings.js';
import { type ExtractPromptOptions, systemPrompt } from '../../ingest/extract/prompt.js';
import { shapeTokens } from '../../ingest/extract/reply.js';
import type { Gate } from '../../ingest/gate/gate.js';
import type { Reconciler } from '../../ingest/reconcile/reconciler.js';
import { estimateTokens } from '../../language/tokens.js';
import type { Editor } from '../../lifecycle/editor.js';
import { type CategoryPolicy, defaultCategories } from '../../model/categories.js';
import type { NewId } from '../../model/ids.js';
import type { Clock } from '../../model/time.js';
import type { LanguageModels } from '../../models/port.js';
import type { Store } from '../../store/port.js';
import { Extraction } from './extraction.js';
import { ExtractWork } from './extract-work.js';
import type { DrawTask } from './window-drawer.js';

/** The settings of extraction. */
export interface ExtractSettings {
  /** Whether what is added is drawn from, where a model is configured. */
  isOn: boolean;
  /** New text of one window, in tokens. */
  windowTokens: number;
  /** How long a job waits for more of the same, in ms. */
  delayMs: number;
}

export interface CreateExtractionParts {
  store: Pick<Store, 'memories' | 'removals' | 'jobs' | 'cubes' | 'notes'>;
  editor: Editor;
  models: LanguageModels | undefined;
  gate: Gate;
  reconciler: Reconciler | undefined;
  categories: CategoryPolicy;
  clock: Clock;
  newId: NewId;
  timezone: string;
  quota: number;
  extract: ExtractSettings;
}

const OVERLAP_TURNS = 4;
/** Up to so many billions of parameters a model is told less. */
const SMALL = 9;

/** Extraction, and the handler of its jobs where a model is configured. */
export function createExtraction(parts: CreateExtractionParts): {
  extraction: Extraction;
  work: ExtractWork | undefined;
} {
  const { models, extract, store } = parts;
  const windows = { mostTokens: extract.windowTokens, overlapTurns: OVERLAP_TURNS };
  const common = { ...parts, windows, delayMs: extract.delayMs };
  if (!models || !extract.isOn) return { extraction: new Extraction(common), work: undefined };
  const compact = isSmall(models.identity.model);
  const work = new ExtractWork({
    ...common,
    models,
    rulesOf: (tenant, cube) => rulesOf(store, { tenant, cube }, { ...parts, compact }),
  });
  const prompt = systemPrompt(plainOptions(compact, parts.timezone));
  const promptTokens = estimateTokens(prompt) + shapeTokens(compact);
  return { extraction: new Extraction({ ...common, draws: { models, work, promptTokens } }), work };
}

async function rulesOf(
  store: Pick<Store, 'cubes' | 'notes'>,
  place: { tenant: number; cube: string },
  { categories: policy, compact }: { categories: CategoryPolicy; compact: boolean },
): Promise<DrawTask['prompt'] | undefined> {
  const settings = await readCubeSettings(store, place);
  if (!settings.extract) return undefined;
  const { custom_instructions: customInstructions, includes, excludes } = settings;
  const own = settings.categories ?? (policy === 'off' ? [] : describedDefaults());
  return { categories: own, customInstructions, includes, excludes, compact };
}

function plainOptions(compact: boolean, timezone: string): ExtractPromptOptions {
  const none = { customInstructions: null, includes: null, excludes: null };
  return { categories: describedDefaults(), ...none, compact, timezone };
}

function describedDefaults() {
  return Object.entries(defaultCategories).map(([name, description]) => ({ name, description }));
}

/** By its name, such as `qwen3:8b` or `gemma-3-4b-it`. */
export function isSmall(model: string): boolean {
  const [, billions] = /(?:^|[^a-z0-9.])(\d+(?:\.\d+)?)b(?![a-z])/i.exec(model) ?? [];
  return billions !== undefined && Number(billions) <= SMALL;
}
