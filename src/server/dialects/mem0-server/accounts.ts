import type { KeyScope } from '../../../model/key.js';
import { answerJson } from '../../answer.js';
import { bodyText } from '../../body.js';
import type { Served, ServerApp, ServerContext } from '../../served.js';
import type { Handle, Json } from '../mem0/call.js';
import { badRequest, Refusal } from '../mem0/refusal.js';

/**
 * There are keys in place of accounts: who signs in gives one as the password, and has it back as the
 * token of every later request.
 */
export function accountRoutes(app: ServerApp, { memory }: Served): void {
  const signIn = (field: string) => async (context: ServerContext) => {
    const key = await textIn(context, field);
    // Whoever needs none may send any.
    if (await memory.keys.any()) await memory.keys.authenticate(key);
    return answerJson(context, { access_token: key, refresh_token: key, token_type: 'bearer' });
  };
  for (const slash of ['', '/']) {
    app.post(`/mem0-server/auth/login${slash}`, signIn('password'));
    app.post(`/mem0-server/auth/refresh${slash}`, signIn('refresh_token'));
  }
}

export const me: Handle = async ({ caller }) => {
  const { key, principal, access } = caller;
  const name = principal ?? 'local';
  const has = (scope: KeyScope) => access.scopes.includes(scope);
  return {
    id: key ?? 'local',
    name,
    email: `${name}@localhost`,
    role: has('admin') ? 'admin' : 'user',
    created_at: null,
  };
};

export const onboarded: Handle = async () => ({ message: 'Onboarding complete' });

/** As their own server refuses whoever comes after the first. */
export const closed: Handle = async () => {
  const detail =
    'There are keys in place of accounts: `tulving keys create <name>` makes one, `tulving keys rotate` changes one. Nothing was changed.';
  throw new Refusal(403, { detail, error: detail });
};

async function textIn(context: ServerContext, field: string): Promise<string> {
  const value = parsed(await bodyText(context))[field];
  if (typeof value === 'string' && value !== '') return value;
  throw badRequest(`${field} is required: a key of Tulving.`);
}

function parsed(text: string): Json {
  try {
    return (JSON.parse(text) ?? {}) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest('The body is not valid JSON.');
    throw error;
  }
}
