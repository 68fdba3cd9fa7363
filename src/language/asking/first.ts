/** "First" in one language, and what tells whether it is asked in the past. */
interface Ordinal {
  first: RegExp;
  past: RegExp;
  present: RegExp;
}

/** The word that ends a German sentence in the perfect: "gewohnt", "verkauft", "studiert". */
const PARTICIPLE = String.raw`\b(?:\w*ge\w{2,}(?:t|en)|(?:be|er|ver|ent|zer)\w{3,}(?:t|en)|\w+iert)\W*$`;

/** Not "my first name", "first aid". */
const COUNTED = String.raw`(?!(?:names?|aid|class|lady|language|thing|floor|grade|choice|days?|time|week|month|year|half|steps?|impression|born|cousin|appointment|lesson|date)\b)\w`;

/** Each meets folded text: English, German, French, Spanish. */
const ordinals: readonly Ordinal[] = [
  {
    // Not "Who's first?"
    first: new RegExp(
      String.raw`(?:\b(?:my|our|your|his|her|their)|\w(?<!\b(?:who|what|which|where|when|how|that|this|there|here|it|he|she))'s) first ${COUNTED}|\b(?:at|from|in) the (?:very )?(?:start|beginning|outset)(?! of)\b|\b(?:my|our|your|his|her|their|\w+'s) (?:starting|initial) \w`,
    ),
    // What something was called first is asked in the present: "What is the name of my first pet?"
    past: /\b(?:did|was|were|had|used to|names? of (?:my|our|your|his|her|their) first)\b/,
    present:
      /\b(?:is|are|am|does|should|must|shall|comes|begins|starts|leaves|goes)\b|\b(?:do|can|could|will)\b(?! you\b)|\b(?:who|what|where|when|how)'s\b/,
  },
  {
    first:
      /\b(?:mein|dein|unser|sein|ihr)\w* (?:aller)?erste[nrsm]?\b(?! (?:tag|mal|name))|\bzuerst\b/,
    past: /\b(?:war|warst|waren|hatte\w{0,2}|wurde\w{0,2}|hiess\w{0,2}|gab|wohnte\w?|arbeitete\w?|kostete\w?|fuhr\w{0,2})\b/,
    present: new RegExp(
      String.raw`\b(?:wird|werden|kann|muss|soll|beginnt|fangt|startet|kommt|fahrt|findet)\b|\b(?:ist|sind|bin|habe|hast|hat|haben|habt)\b(?!.*${PARTICIPLE})`,
    ),
  },
  {
    first: /\b(?:mon|ma|notre|son|sa) (?:tout )?(?:premier|premiere)\b(?! fois)/,
    past: /\b(?:etais|etait|etaient|avais|avait|avaient|fut|ai|as|avons|avez|ont)\b/,
    present: /\b(?:est|sont|sera|commence|part|arrive|ouvre|coute)\b/,
  },
  {
    first: /\b(?:mi|nuestr[oa]|su) primer[oa]?\b(?! (?:vez|nombre|apellido))/,
    past: /\b(?:fue|fueron|era|eran|tuve|tuvo|tenia|habia|estaba|vivi|trabaje)\b/,
    present: /\b(?:es|son|esta|estan|sera|empieza|sale|llega|abre|cuesta|tengo|tiene|tenemos)\b/,
  },
];

/** In any tense. */
const FIRST_OF_ALL = new RegExp(
  String.raw`\b(?:my|our|your|his|her|their|\w+'s) (?:very first ${COUNTED}|original \w)|\b(?:where|what|which|who)\b(?!.*\b(?:or|before|after)\b).*\b(?:did|was|were) \S+ (?:\S+ )*first\W*$`,
);

/**
 * Whether it asks for what was first, by an ordinal: "What was my first car?", and "my first car", where no verb says
 * otherwise. "When is my first meeting on Mondays?" asks for what holds now.
 *
 * @param folded the question, folded
 */
export function asksForFirst(folded: string): boolean {
  if (FIRST_OF_ALL.test(folded)) return true;
  return ordinals.some(
    ({ first, past, present }) =>
      first.test(folded) && (past.test(folded) || !present.test(folded)),
  );
}
