import type { ExportRequest } from 'tulving/client';

export interface ExportDraft {
  format: NonNullable<ExportRequest['format']>;
  /** Empty: everybody. */
  user: string;
  /** Empty: all of them. */
  cube: string;
  history: boolean;
}

/** How the name of the file ends. */
export const endings: Readonly<Record<ExportDraft['format'], string>> = {
  jsonl: 'jsonl',
  markdown: 'zip',
  openmemory: 'zip',
  mem0: 'json',
  'server-memory': 'jsonl',
};

/** These are of one user each. */
const ofOneUser: readonly ExportDraft['format'][] = ['openmemory'];

export function requestOf({ format, user, cube, history }: ExportDraft): {
  request: ExportRequest;
  /** Whether a user has to be named. */
  lacks: boolean;
} {
  const [named, within] = [user.trim(), cube.trim()];
  const request: ExportRequest = {
    format,
    ...(named !== '' && { user_id: named }),
    ...(within !== '' && { cube: within }),
    ...(format === 'jsonl' && !history && { with: [] }),
  };
  return { request, lacks: ofOneUser.includes(format) && named === '' };
}
