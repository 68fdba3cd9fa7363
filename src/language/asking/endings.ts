import { sentences } from '../sentences.js';
import { analyse } from '../terms/analyse.js';
import { fold } from '../terms/fold.js';

/** With these begins what is told of something else: "moved from Vercel to Cloudflare Pages" tells no end of pages. */
const ELSE =
  '(?:to|for|with|by|and|or|but|because|since|so|when|while|at|in|on|into|than|as|if|after|before|wegen|fur|mit|und|oder|aber|weil|para|con|por|y|o|pero|porque|pour|avec|et|ou|mais|car)';
const BETWEEN = String.raw`(?!${ELSE}[\s"'()])[^\s,;:.()]+`;
const ELSE_ALONE = new RegExp(`^${ELSE}$`, 'u');
/** Words between what has ended and the word that says so: "sold the old blue Passat". */
const GAP = String.raw`(?:[\s"'(]+${BETWEEN}){0,3}[\s"'(]*`;
const GAP_BACK = String.raw`[\s"')]*(?:${BETWEEN}[\s"')]+){0,3}`;

/** What stands before it; met folded. */
const BEFORE = new RegExp(
  String.raw`(?:${[
    String.raw`\b(?:instead of|in place of|no longer(?: (?:with|at|in|on|for))?|replac(?:ed|es|ing)|(?:mov|migrat)(?:ed|ing)(?: [^\s,;:.]+){0,3} (?:from|off)|(?:switch|chang)(?:ed|ing)(?: [^\s,;:.]+){0,3} from|mov(?:ed|ing) (?:on |away |over |out )?of|remov(?:ed|ing)|phased out|deprecated|abandoned|swapped|traded(?: in)?|sold|selling|ditch(?:ed|ing)|dropp(?:ed|ing)|uninstalled|deleted|cancel(?:l?ed)|scrapped|end(?:ed|s|ing)|call(?:ed|s|ing) off|paid off|broke off|flew out of)`,
    String.raw`\b(?:quit|left|leaving|stopp?ed|finished with|done with|gave up|given up|giving up|gave away|given away|let|got rid of|threw (?:out|away)|thrown (?:out|away)|returned|resigned from|fired|sacked|retired|divorced|(?:split|broke|broken) up with|lost|broke|smashed|no more)`,
    String.raw`\b(?:statt|anstatt|anstelle|nicht mehr|kein\w* mehr|weg von|verkaufe?n?|gekundigt|ersetzt)`,
    String.raw`\b(?:au lieu d[eu]|a la place d[eu]|plus d[eu]|remplac\w+|vendu|quitte|arrete|abandonne|perdu|casse|donne)`,
    String.raw`\b(?:en lugar de|en vez de|ya no|reemplac\w+|cambi(?:e|amos|ado|ando)|vendi\w*|deje|dejado|dejamos|perdi\w*|rompi\w*|regal(?:e|amos|ado))`,
  ].join('|')})${GAP}$`,
  'u',
);
/** What stands after it. */
const AFTER = new RegExp(
  String.raw`^${GAP_BACK}(?<!\bof )(?:${[
    String.raw`(?:died|dead|dying|gone|clos(?:ed|es|ing)|shut|bust|broke down|packed (?:it )?in|flew (?:off|away)|ran (?:off|away)|never came back|is back|back\b(?= *[.,;!]|$)|gave (?:up|out)|stolen|lost|expired|ended|is over|uninstalled|deleted|removed|deprecated|sold|cancel(?:l?ed)|replaced|scrapped|demolished|go|goes to|went to|retire[sd]|(?:has|have) left|left|is leaving|moved (?:away|out|on)|no longer|any ?more|made my)\b`,
    String.raw`(?:verkauft|verschenkt|gekundigt|kaputt|geschlossen|schliesst|zugemacht|gestorben|tot|abgesetzt|aufgehort|aufgegeben|verloren|gestohlen|geloscht|ersetzt|abgelost|verlassen|ausgezogen|nicht mehr|in rente)\b`,
    String.raw`(?:a ferme|est ferme|est mort|est parti|n'est plus|a quitte|cerro|ha cerrado|murio|se jubilo|se fue|se rompio|ya no)\b`,
  ].join('|')})`,
  'u',
);
/** Of what was amiss: "TestReconnect fixed", "Boiler is repaired". */
const MENDED =
  '(?:fixed|repaired|mended|solved|resolved|cured|behoben|repariert|gelost|repare|resolu|arreglad[oa]|reparad[oa]|resuelt[oa])';
const MENDED_BEFORE = new RegExp(String.raw`\b${MENDED}${GAP}$`, 'u');
const MENDED_AFTER = new RegExp(String.raw`^${GAP_BACK}${MENDED}\b`, 'u');
/** "20 is no longer tested": nothing that is called so. */
const NO_LONGER = /\bno longer\s+$/u;
const PARTICIPLE = /(?:ed|ing)$/u;
/** Scripts with spaces; for the others, no such list paid on a set of their own. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const ASKS_FOR_END =
  /\bwhat (?:happened to|became of|has become of)\b|\bwas (?:ist|wurde) (?:aus|mit)\b|\bqu'est(?:-ce qui est| devenue?)|\bque (?:le )?paso (?:con|a)\b/u;

const ASKS_WHETHER_STILL =
  /^(?:do|does|am|is|are|have|has|can|will) .*\bstill\b|^(?:habe?n?|hast?|bin|ist|sind|spiele?|trinke?|wohne?) .*\bnoch\b(?! (?:nie|nicht|ein|mehr))|\best-ce que .*\b(?:encore|toujours)\b|\b(?:todavia|aun|sigo)\b.*\?/u;

/** "Why did we drop Prisma?", "Wann haben wir den Golf verkauft?": what asks, and what comes somewhere behind it. */
const ASKS_WHY_ENDED: readonly (readonly [asking: RegExp, ending: RegExp])[] = [
  [
    /\b(?:why|when|how come)\b/u,
    /\b(?:leave|(?:i|we|they|he|she) left|quit|drop(?:ped)?|ditch(?:ed)?|removed?|replaced?|abandon(?:ed)?|sell|sold|cancel(?:l?ed)?|stop(?:ped)?|deprecated?|phased? out|g[eio]ve? up|g[eo]t rid of|(?:moved?|switch(?:ed)?|migrated?|changed?|go|went) (?:away )?(?:from|off))\b/u,
  ],
  [
    /\b(?:warum|wieso|weshalb|wann)\b/u,
    /\b(?:verlassen|verliess\w*|aufgegeben|abgeschafft|ersetzt|verkauft|gekundigt|aufgehort|entfernt|umgestiegen|abgelost|weg)\b/u,
  ],
  [/\b(?:pourquoi|quand)\b/u, /\b(?:quitte|abandonne|remplace|vendu|arrete|supprime|resilie)/u],
  [/\b(?:por que|cuando)\b/u, /\b(?:deja|deje|dejo|abandon|reemplaz|vendi|quit|elimin|cancel)/u],
];

/** Whether a question asks why or when what it names ended: the end is told with that name. */
export function asksWhyEnded(question: string): boolean {
  const asked = fold(question);
  return ASKS_WHY_ENDED.some(([asking, ending]) => {
    const at = asked.search(asking);
    return at >= 0 && ending.test(asked.slice(at));
  });
}

/** Whether a question asks whether something goes on: "Do I still play the trumpet?" */
export function asksWhetherStill(question: string): boolean {
  return ASKS_WHETHER_STILL.test(fold(question).trim());
}

/** Whether a question asks how something ended: "What happened to my tortoise?" */
export function asksForEnd(question: string): boolean {
  return ASKS_FOR_END.test(fold(question));
}

/**
 * Whether a text tells that what one of the terms names has ended, was given away or is replaced: "the ThinkPad goes
 * to Femi" of the thinkpad, not of Femi.
 */
export function tellsEndOf(text: string, terms: ReadonlySet<string>): boolean {
  return tellsOf(text, terms, [BEFORE, AFTER]);
}

/** Likewise, or that it is mended: "TestReconnect fixed" where somebody asks whether it still fails. */
export function tellsEndOrMendingOf(text: string, terms: ReadonlySet<string>): boolean {
  return tellsEndOf(text, terms) || tellsOf(text, terms, [MENDED_BEFORE, MENDED_AFTER]);
}

type Patterns = readonly [before: RegExp, after: RegExp];

function tellsOf(text: string, terms: ReadonlySet<string>, patterns: Patterns): boolean {
  return sentences(text).some(({ start, end }) =>
    endsWordIn(fold(text.slice(start, end)), terms, patterns),
  );
}

function endsWordIn(
  sentence: string,
  terms: ReadonlySet<string>,
  [tellsBefore, tellsAfter]: Patterns,
): boolean {
  return Array.from(sentence.matchAll(WORD)).some(({ 0: word, index }) => {
    const isMeant = analyse(word).some((term) => terms.has(term));
    if (!isMeant || ELSE_ALONE.test(word)) return false;
    const [before, after] = [sentence.slice(0, index), sentence.slice(index + word.length)];
    if (PARTICIPLE.test(word) && NO_LONGER.test(before)) return false;
    // Of a name that is longer, as that of a host is, no part has ended.
    if (/[./@_]$/u.test(before) || /^[./@_]\p{L}/u.test(after)) return false;
    return tellsBefore.test(before) || tellsAfter.test(after);
  });
}
