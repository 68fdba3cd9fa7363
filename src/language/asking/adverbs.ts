import { analyseQuery } from '../terms/analyse.js';
import { foldForTerms } from '../terms/fold-scripts.js';
import { lowerCase } from '../terms/fold.js';

/**
 * Words that tell how something holds: now, before, still, usually, not; how much and how long. A question has them, and
 * what is remembered seldom does: "I live in Porto" answers where one lives currently, "The rent is 900" how much it is.
 */
const ADVERBS = new RegExp(
  [
    String.raw`\b(?:now|nowadays|currently|presently|still|any ?more|previous(?:ly)?|former(?:ly)?|originally|initially|usually|normally|typically|generally|these days|right now|at (?:the moment|present)|not|must|shall|may|how (?:much|many|long|often|far|old|tall|big))\b`,
    String.raw`\b(?:jetzt|derzeit|zurzeit|aktuell|momentan|gerade|heutzutage|inzwischen|mittlerweile|fruher|damals|vorher|ehemals|ursprunglich|normalerweise|gewohnlich|ublicherweise|meistens)\b`,
    String.raw`\b(?:maintenant|actuellement|en ce moment|desormais|toujours|encore|autrefois|auparavant|avant|jadis|d'habitude|habituellement|normalement|generalement)\b`,
    String.raw`\b(?:ahora|actualmente|hoy en dia|todavia|aun|antes|anteriormente|antiguamente|normalmente|generalmente|habitualmente|usualmente)\b`,
    String.raw`\b(?:adesso|ora|attualmente|al momento|oggigiorno|ancora|prima|un tempo|in passato|di solito|solitamente|abitualmente)\b`,
    String.raw`\b(?:agora|atualmente|no momento|hoje em dia|ainda|anteriormente|antigamente|geralmente|habitualmente)\b`,
    String.raw`\b(?:nu|momenteel|tegenwoordig|nog steeds|vroeger|voorheen|eerder|meestal|gewoonlijk|normaal)\b`,
    String.raw`(?<!\p{L})(?:сейчас|теперь|ныне|раньше|прежде|обычно|до сих пор|все еще)(?!\p{L})`,
    '如今|眼下|当前|當前|仍然?|依然|以往|平常|今は|普段|ふだん|通常|いつも|以前|前に|요새|예전|이전|아직도?|여전히|보통|평소',
  ].join('|'),
  'gu',
);

/** The terms of such words in a query. */
export function adverbsIn(query: string): Set<string> {
  const found = lowerCase(foldForTerms(query.toWellFormed())).match(ADVERBS) ?? [];
  return new Set(found.flatMap((words) => analyseQuery(words).terms));
}
