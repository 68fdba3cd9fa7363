import { v5 } from 'uuid';

/** Of nothing else: names of RFC 9562 need a namespace. */
const NAMESPACE = '6f1c0f6e-52b0-5d1c-9a53-7d2e4f0f8a11';

/**
 * An id for what has none where it comes from. The same thing always gets the same one, so that a file that is
 * brought in twice is brought in once.
 */
export function derivedId(...of: readonly (string | number | null | undefined)[]): string {
  return v5(JSON.stringify(of), NAMESPACE);
}
