import type { Instant } from '../model/time.js';

/** A user or a cube with its memories: without deleted ones, but for when. */
export interface KeptName {
  name: string;
  memories: number;
  active: number;
  first: Instant;
  last: Instant;
}
