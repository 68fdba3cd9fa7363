import type { NewKeyRequest } from 'tulving/client';

/** What the form holds. Empty: not fixed. */
export interface KeyDraft {
  name: string;
  may: 'read' | 'write' | 'admin';
  /** Days; `date`: until the day below. */
  lasts: (typeof spans)[number];
  until: string;
  user: string;
  agent: string;
  app: string;
  cubes: string;
  principal: string;
}

export const spans = ['never', '7', '30', '90', '365', 'date'] as const;

export const emptyKey: KeyDraft = {
  name: '',
  may: 'write',
  lasts: 'never',
  until: '',
  user: '',
  agent: '',
  app: '',
  cubes: '',
  principal: '',
};

const scopes = { read: ['read'], write: ['read', 'write'], admin: ['admin'] } as const;
const day = 86_400_000;

export function keyRequestOf(draft: KeyDraft): NewKeyRequest {
  const end = endOf(draft);
  const cubes = namesOf(draft.cubes);
  return {
    name: draft.name.trim(),
    scopes: [...scopes[draft.may]],
    ...(end !== undefined && { expires_at: end }),
    ...(draft.user.trim() !== '' && { user_id: draft.user.trim() }),
    ...(draft.agent.trim() !== '' && { agent_id: draft.agent.trim() }),
    ...(draft.app.trim() !== '' && { app_id: draft.app.trim() }),
    ...(draft.principal.trim() !== '' && { principal: draft.principal.trim() }),
    ...(cubes.length > 0 && { cubes }),
  };
}

/** Whether whoever has it may do all that the one who started the server may. */
export function isWhole({ may, user, agent, app, cubes }: KeyDraft): boolean {
  return may === 'admin' && [user, agent, app, cubes].every((text) => text.trim() === '');
}

function endOf({ lasts, until }: KeyDraft): string | undefined {
  if (lasts === 'never') return undefined;
  if (lasts !== 'date') return new Date(Date.now() + Number(lasts) * day).toISOString();
  // The whole of that day, where the person is.
  return until === '' ? undefined : new Date(`${until}T23:59:59`).toISOString();
}

/** Also with the commas of Chinese. */
function namesOf(text: string): string[] {
  return text.split(/[,，、]/).flatMap((name) => name.trim() || []);
}
