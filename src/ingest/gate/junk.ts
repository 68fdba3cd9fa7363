import { isSmallTalk } from '../../language/small-talk.js';
import { fold } from '../../language/terms/fold.js';
import { junkSignals } from './junk-signals.js';

/** Above it, what is drawn is not worth a memory. */
const JUNK = 0.6;
/** In UTF-16 units: what is drawn is a sentence or two, and junk shows at once. */
const LOOKED_AT = 2_000;

export interface Junk {
  /** From 0 to 1: the chance that none of the signals is a false alarm, as if they were independent. */
  score: number;
  isJunk: boolean;
  /** Codes, such as `junk:heartbeat`. */
  reasons: readonly string[];
}

/** How much a text that was drawn from talk looks like what nobody wants remembered. */
export function junkOf(text: string): Junk {
  const shown = text.slice(0, LOOKED_AT).trim();
  const form = { text: shown, folded: fold(shown.toWellFormed()) };
  const raised = junkSignals.filter(({ test }) => test(form));
  const small = isSmallTalk(shown);
  const doubt = raised.reduce((rest, { weight }) => rest * (1 - weight), small ? 0 : 1);
  const score = 1 - doubt;
  const codes = [...(small ? ['greeting'] : []), ...raised.map(({ code }) => code)];
  return { score, isJunk: score >= JUNK, reasons: codes.map((code) => `junk:${code}`) };
}
