import type { SourceKind } from '../store/change-set.js';

/** What makes a score of how well the first answers, and of how far behind it the others are. */
export interface Calibration {
  base: number;
  /** Of the sum of channels of the first, as a part of full marks, times coverage. */
  slope: number;
  /** How soon scores fall behind the first: a power of what part of its sum another has. */
  fall: number;
}

/** Written by `node bench/calibrate.mjs <folder of the sets> --write`. */
export const calibrations: Record<SourceKind, Calibration> = {
  peers: { base: -3.79, slope: 6.11, fall: 12.25 },
  assistant: { base: -3.2, slope: 4.77, fall: 4.5 },
  note: { base: -5.51, slope: 9.91, fall: 3.5 },
  document: { base: -5.51, slope: 9.91, fall: 3.5 },
};
