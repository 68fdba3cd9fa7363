import { isOfDashboard } from './dashboard/pages.js';

/**
 * What tells nothing of what is kept, and so is answered without a key. Clients look below
 * `.well-known` for OAuth, and learn from a 404 that there is none.
 */
const OPEN =
  /^\/(?:health(?:\/(?:live|ready))?|version|openapi\.json|docs(?:\/.*)?|\.well-known\/.*)?$/;

export function isOpen(path: string): boolean {
  return OPEN.test(path) || isOfDashboard(path);
}
