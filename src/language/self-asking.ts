const SELF = /\b(?:i|we|my|our|mine|ours)\b/i;
/** Whoever a question is about beside who asks: "Where does my sister work?", "Who teaches me to dance?" */
const OTHERS = new RegExp(
  [
    'who|whose|whom|he|she|his|her|him|they|their|them|wife|husband|partner|girlfriend|boyfriend|spouse',
    'mother|father|mum|mom|dad|parents|brother|sister|siblings?|sons?|daughters?|kids?|child(?:ren)?|bab(?:y|ies)',
    'aunt|uncle|cousins?|niece|nephew|grand(?:ma|pa|mother|father|parents|son|daughter)|friends?|neighbou?rs?',
    'boss|manager|colleagues?|team(?:mates?)?|cats?|dogs?|pets?',
  ]
    .map((words) => String.raw`\b(?:${words})\b`)
    .join('|'),
  'i',
);
const NAME = /(?<=[\p{L}\p{N},] )\p{Lu}\p{Ll}/u;

/** Whether an English question is about the one who asks it, and about nobody else: "Which car do I drive?" */
export function asksOfSelf(question: string): boolean {
  return SELF.test(question) && !OTHERS.test(question) && !NAME.test(question);
}
