import type { AccessEntry } from 'tulving/client';

/** What pages like this one read themselves. */
export const ownApp = 'dashboard';

/** What a person does by hand counts; that the dashboard reads to show it does not. */
export function isOwnRead({ app, kind }: Pick<AccessEntry, 'app' | 'kind'>): boolean {
  return app === ownApp && !kind.startsWith('memory.');
}
