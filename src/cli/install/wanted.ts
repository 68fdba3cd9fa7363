import { resolve } from 'node:path';
import type { Wanted } from '../../install/entry.js';
import { statsRequestSchema } from '../../model/requests.js';
import { validate } from '../../model/validate.js';
import type { Call } from '../command.js';
import { given, usage } from '../input.js';

/** What the command line asks to connect to. */
export function wantedOf({ options, settings }: Call): Wanted {
  const { name = 'tulving', remote, project, user, cube, agent, app, run } = options;
  if (!/^[A-Za-z0-9][\w-]{0,63}$/.test(String(name))) {
    throw usage(
      '--name takes letters, digits, - and _, at most 64: it becomes a part of tool names.',
    );
  }
  if (settings.url !== undefined && remote === undefined) {
    throw usage('To connect clients to a server, give --remote, in place of --url or TULVING_URL.');
  }
  const scope = validate(
    statsRequestSchema,
    given({ user_id: user, cube, agent_id: agent, app_id: app, run_id: run }),
  );
  return {
    name: String(name),
    project: project === true,
    data: resolve(settings.data),
    remote: typeof remote === 'string' ? remote : undefined,
    apiKey: remote === undefined ? undefined : settings.apiKey,
    scope,
    named: [remote, options['data'], ...Object.values(scope)].some((one) => one !== undefined),
  };
}
