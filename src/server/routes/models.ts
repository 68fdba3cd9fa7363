import {
  type ConfiguredModel,
  type ModelKind,
  modelKinds,
  modelListSchema,
  testedModelSchema,
  testModelSchema,
} from '../../model/model-desk.js';
import { type Provider, parseModelName, providerOf, providers } from '../../model/providers.js';
import type { Price } from '../../model/price.js';
import { price as readPrice } from '../../model/setting-values.js';
import type { ServerSetting } from '../../model/server-settings.js';
import { validate } from '../../model/validate.js';
import { listPrice } from '../../model/list-prices.js';
import { TulvingError } from '../../errors.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';
import { SettingsDesk } from '../settings-desk.js';
import { requireOperator } from './logs.js';

const tag = 'Operations';
const uses = { llm: 'text', embedder: 'embed', reranker: 'rerank' } as const;

export function modelRoutes(app: ServerApp, served: Served): void {
  const desk = new SettingsDesk(served.settingsSource);

  addRoute(app, {
    method: 'get',
    path: '/v1/models',
    operationId: 'listModels',
    tag,
    summary: 'Which models are configured, from where, and who is known to run models',
    answer: modelListSchema,
    handle: async (context) => {
      requireOperator(context);
      const { data: settings } = await desk.list();
      const byName = new Map(settings.map((setting) => [setting.name, setting]));
      const { vectors } = await served.memory.status(callerOf(context));
      const data = modelKinds.map((kind) => configured(kind, byName));
      return answerJson(context, { data, providers: known(), ...(vectors && { vectors }) });
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/models/test',
    operationId: 'testModel',
    tag,
    summary: 'Ask a model something small, as it is set for the next start',
    body: testModelSchema,
    answer: testedModelSchema,
    errors: ['forbidden'],
    handle: async (context) => {
      requireOperator(context);
      const { kind } = validate(testModelSchema, await jsonBody(context));
      if (served.testModel === undefined) {
        throw new TulvingError('forbidden', 'This server does not try models.', {
          remedy: 'Run `tulving models test` where it is started.',
        });
      }
      return answerJson(context, await served.testModel(kind));
    },
  });
}

function configured(
  kind: ModelKind,
  settings: ReadonlyMap<string, ServerSetting>,
): ConfiguredModel {
  const [name, url, key] = [kind, `${kind}Url`, `${kind}ApiKey`].map((one) => settings.get(one));
  const own = [...settings.values()].filter((one) => one.name.startsWith(kind));
  const model = plain(name?.next === null ? name.value : (name?.next?.value ?? null));
  return {
    kind,
    model: plain(name?.value ?? null),
    url: url?.value ?? null,
    key: keyState(kind, model, key?.next === null ? key.set : (key?.next?.set ?? false)),
    origin: name?.origin ?? 'default',
    next: model,
    waits: own.some(({ next }) => next !== null),
    price: kind === 'llm' ? priceOf(plain(name?.value ?? null), settings.get('llmPrice')) : null,
  };
}

function priceOf(model: string | null, setting: ServerSetting | undefined): Price | null {
  if (model === null) return null;
  const own = setting?.value ?? null;
  const price = own === null ? listPrice(parseModelName(model, 'text')) : readPrice(own);
  return price ? { input: price.input, output: price.output } : null;
}

function plain(model: string | null): string | null {
  return model === 'builtin' || model === 'none' ? null : model;
}

function keyState(kind: ModelKind, model: string | null, isSet: boolean): ConfiguredModel['key'] {
  if (isSet) return 'set';
  if (model === null || /^(?:llm$|url:)/.test(model)) return 'not_needed';
  return providerOf(parseModelName(model, uses[kind])).keys.length > 0 ? 'missing' : 'not_needed';
}

function known() {
  return Object.entries(providers as Readonly<Record<string, Provider>>).map(([id, row]) => ({
    id,
    name: row.name,
    url: row.url ?? null,
    uses: modelKinds.filter((kind) => row[uses[kind]] !== undefined),
    keys: [...row.keys],
  }));
}
