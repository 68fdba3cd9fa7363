import type { PersonalPolicy } from '../../model/personal.js';
import { isSmallTalk } from '../../language/small-talk.js';
import type { Gate, Judged, Judgement } from './gate.js';
import { instructingIn } from './instructs.js';
import { junkOf } from './junk.js';
import { personalIn } from './personal.js';

export interface GateOptions {
  personal: PersonalPolicy;
}

/**
 * Looks at what is about to become a memory. Junk is looked for in what was drawn; a statement is what was
 * said, and of those only small talk makes none.
 */
export function createGate({ personal }: GateOptions): Gate {
  return (about) => {
    const dropped = dropOf(about);
    if (dropped.length > 0) return { action: 'drop', reasons: dropped, trust: about.trust };
    const { isAimed, signals } = instructingIn(about.text, about.trust);
    const aimed = isAimed ? ['instructs', ...signals.map((code) => `instructs:${code}`)] : [];
    const personalData = personal === 'keep' ? [] : personalIn(about.text);
    const waits =
      (isAimed && isForeign(about)) || (personal === 'quarantine' && personalData.length > 0);
    const judgement: Judgement = {
      action: waits ? 'quarantine' : 'keep',
      reasons: [...aimed, ...personalData],
      trust: about.trust,
    };
    return judgement;
  };
}

function dropOf({ text, kind }: Judged): readonly string[] {
  if (kind === 'statement') return isSmallTalk(text) ? ['junk:greeting'] : [];
  const { isJunk, reasons } = junkOf(text);
  return isJunk ? reasons : [];
}

/** Users may tell their assistant what to do. */
function isForeign({ trust }: Judged): boolean {
  return trust === 'outside' || trust === 'agent';
}
