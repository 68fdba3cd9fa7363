import { fieldNames } from '../../facade/audit.js';
import {
  type ChangeSettingsRequest,
  changeSettingsSchema,
  serverSettingsSchema,
} from '../../model/server-settings.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';
import { SettingsDesk } from '../settings-desk.js';
import { requireOperator } from './logs.js';

const tag = 'Operations';
const path = '/v1/settings';

export function settingRoutes(app: ServerApp, { memory, settingsSource }: Served): void {
  const desk = new SettingsDesk(settingsSource);

  addRoute(app, {
    method: 'get',
    path,
    operationId: 'listSettings',
    tag,
    summary: 'How the server is set up, and from where each value comes; no secrets',
    answer: serverSettingsSchema,
    handle: async (context) => {
      requireOperator(context);
      return answerJson(context, await desk.list());
    },
  });

  addRoute(app, {
    method: 'patch',
    path,
    operationId: 'changeSettings',
    tag,
    summary: 'Keep settings for the next start; null gives one back its default',
    body: changeSettingsSchema,
    answer: serverSettingsSchema,
    handle: async (context) => {
      requireOperator(context);
      const request = (await jsonBody(context)) as ChangeSettingsRequest;
      const act = { action: 'settings.change', scope: 'admin' } as const;
      const told = { detail: { settings: fieldNames(request?.values) } };
      return answerJson(
        context,
        await memory.audit.during(
          act,
          callerOf(context),
          () => desk.change(request),
          () => told,
        ),
      );
    },
  });
}
