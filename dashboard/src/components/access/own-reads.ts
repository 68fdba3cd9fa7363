import type { AccessEntry } from 'tulving/client';

/** What pages like this one read themselves. */
export const ownApp = 'dashboard';

/** What a person changes or exports counts; what is read or searched to show a page does not. */
export function isOwnRead({ app, kind }: Pick<AccessEntry, 'app' | 'kind'>): boolean {
  return app === ownApp && kind !== 'export' && !kind.startsWith('memory.');
}
