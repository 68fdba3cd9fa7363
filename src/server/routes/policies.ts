import {
  type ChangePolicyRequest,
  changePolicySchema,
  type NewPolicyRequest,
  newPolicySchema,
  policyListSchema,
  policyRunListSchema,
  policySchema,
  type RunPoliciesRequest,
  runPoliciesSchema,
} from '../../model/policies.js';
import { answerJson } from '../answer.js';
import { jsonBody } from '../body.js';
import { addRoute, idOf } from '../route.js';
import { callerOf } from '../scope.js';
import type { Served, ServerApp } from '../served.js';

const tag = 'Policies';

export function policyRoutes(app: ServerApp, { memory: { policies } }: Served): void {
  addRoute(app, {
    method: 'get',
    path: '/v1/policies',
    operationId: 'listPolicies',
    tag,
    summary: 'List what is archived or deleted by itself',
    answer: policyListSchema,
    handle: async (context) =>
      answerJson(context, { data: await policies.list(callerOf(context)) }),
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/policies',
    operationId: 'addPolicy',
    tag,
    summary: 'Have memories archived or deleted by themselves, once a day',
    body: newPolicySchema,
    answer: policySchema,
    status: 201,
    handle: async (context) => {
      const request = (await jsonBody(context)) as NewPolicyRequest;
      return answerJson(context, await policies.add(request, callerOf(context)), 201);
    },
  });

  addRoute(app, {
    method: 'post',
    path: '/v1/policies/run',
    operationId: 'runPolicies',
    tag,
    summary: 'Run policies now, or count what they would change',
    body: runPoliciesSchema,
    answer: policyRunListSchema,
    errors: ['not_found'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as RunPoliciesRequest;
      return answerJson(context, await policies.run(request, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'patch',
    path: '/v1/policies/{id}',
    operationId: 'changePolicy',
    tag,
    summary: 'Change a policy, or turn it off',
    body: changePolicySchema,
    answer: policySchema,
    errors: ['not_found'],
    handle: async (context) => {
      const request = (await jsonBody(context)) as ChangePolicyRequest;
      return answerJson(context, await policies.update(idOf(context), request, callerOf(context)));
    },
  });

  addRoute(app, {
    method: 'delete',
    path: '/v1/policies/{id}',
    operationId: 'removePolicy',
    tag,
    summary: 'Remove a policy; what it changed stays changed',
    status: 204,
    errors: ['not_found'],
    handle: async (context) => {
      await policies.remove(idOf(context), callerOf(context));
      return context.body(null, 204);
    },
  });
}
