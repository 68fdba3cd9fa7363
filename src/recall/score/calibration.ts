import type { SourceKind } from '../../store/change-set.js';

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
  peers: { base: -4.86, slope: 8.29, fall: 11.5 },
  assistant: { base: -3.72, slope: 6.14, fall: 4.75 },
  note: { base: -5.76, slope: 9.26, fall: 4.5 },
  document: { base: -5.76, slope: 9.26, fall: 4.5 },
};
