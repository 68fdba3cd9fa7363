const MARKED = /[?？]["'”’)\]]*\s*$/;

/** What comes before its end does not make a message a question. */
const MOST_END = 160;
const SENTENCE_END = /[.!?…。！？\n]+\s+/;

/** Not where a colon answers: "Who pays now: Lee". */
const OPENERS = String.raw`^(?!.*(?::\s+\S|：))(?:(?:so|and|but|oh|hey|wait|ok|okay|btw|also|wow|well|hm+|um+|yeah|nice|cool|omg|lol|a?(?:ha)+),? )*`;
const ASKED = String.raw`(?:you|u|ya|y'?all)`;
const WHO = 'who|what|when|where|why|how|which';
/** What stands before the one it is asked of: did, didn't, didnt, r. */
const DID = String.raw`(?:did|do|does|are|r|were|have|has|can|could|would|will|should)(?:n'?t)?`;

/** Not "Any parcel now goes to Lee". */
const ANY = String.raw`any (?:(?:plans|news|ideas?|luck|chance|updates?)|(?!.*\b(?:now|goes)\b)\w+(?: \w+)?(?= (?:for|from|on|about|with|yet|today|tonight|tomorrow)\b|\W*$))`;

/** Questions as people write them in a messenger, without the mark: in the last sentence of a message. */
const unmarked: readonly RegExp[] = [
  new RegExp(String.raw`\b${DID} ${ASKED}\b`, 'i'),
  new RegExp(
    String.raw`\b(?:${WHO})(?:'?s|'?d|'?re| is| are| was| were| did| do| does| has| have| about) (?:your|ur|it|that|the|this|things|life|everything|they|he|she|we|there)\b`,
    'i',
  ),
  // Not "what a day", "how nice" or "where I live".
  new RegExp(
    String.raw`${OPENERS}(?:what|how|who|where|why|which)\b(?! (?:an?|i|we|they|he|she|it|you|u|the|my|our|your|people|to|so|is|was|nice|cool|sweet|cute|fun|awesome|lovely|great|amazing|exciting|wonderful|beautiful)\b)`,
    'i',
  ),
  new RegExp(
    String.raw`${OPENERS}(?:${WHO})(?:'?s|'?d|'?re| is| are| was| were| did| do| does| will| can| r)\b`,
    'i',
  ),
  new RegExp(
    String.raw`${OPENERS}(?:${DID} (?:they|he|she|we|i|anyone)|(?:is|are|was|were) (?:it|they|he|she|there|that|this)|any(?:one|body|thing)|${ANY})\b`,
    'i',
  ),
  /[吗嗎][~～\s]*$/,
];

/** Whether a text ends in a question. What ends with a full stop or an exclamation mark does not ask. */
export function endsAsking(text: string): boolean {
  if (MARKED.test(text)) return true;
  const last = text.slice(-MOST_END).trimEnd().split(SENTENCE_END).at(-1) ?? '';
  return !/[.!…。！]$/.test(last) && unmarked.some((pattern) => pattern.test(last));
}
