import type { SourceKind } from '../store/change-set.js';

/** What makes a score of how well the first answers, and of how far behind it the others are. */
export interface Calibration {
  base: number;
  /** How much of the query the best match holds. */
  coverage: number;
  /** The sum of channels of the first, as a part of full marks. */
  marks: number;
  /** How soon scores fall behind the first: a power of what part of its sum another has. */
  fall: number;
}

/** Written by `node bench/calibrate.mjs <folder of the sets> --write`. */
export const calibrations: Record<SourceKind, Calibration> = {
  peers: { base: -9.31, coverage: 4.5, marks: 7.17, fall: 12.25 },
  assistant: { base: -11.71, coverage: 2.84, marks: 11.32, fall: 4.5 },
  note: { base: -8.46, coverage: 9.84, marks: 2.97, fall: 3.5 },
  document: { base: -8.46, coverage: 9.84, marks: 2.97, fall: 3.5 },
};
