/**
 * Pronouns that French and Portuguese tie to a verb behind it: habites-tu, est-ce, chama-se. Not those that English
 * words end in, too: hands-on, forget-me-not.
 */
const BEHIND =
  /(?<=\p{L})-(?:t-)?(?=(?:je|tu|ils?|elles?|nous|vous|ce|moi|toi|lui|leur|se|lhes?)(?![\p{L}\p{N}'-]))|(?<=\p{L})-t-(?=on(?![\p{L}\p{N}-]))/gu;
/** What French and Italian leave of a word before a vowel: j'habite, qu'est, dov'è. Before a capital it is a name: D'Angelo. */
const AHEAD =
  /(?<![\p{L}\p{N}'_-])(?:(?<e>[CDJLMNSTcdjlmnst]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu|[Dd]ov|[Cc]om)|(?<o>[Qq]uand)|(?<a>[Uu]n|[Cc]os|[Qq]uell|[Qq]uest|(?:[Dd]?[AEae]|[Nn]e|[Ss]u)ll))'(?=\p{Ll}{2}|e(?!\p{L}))/gu;

/** A folded query with the words apart and whole that only sound ties to others: habites tu, que est, dove e. */
export function withoutClitics(folded: string): string {
  if (!/[-']/.test(folded)) return folded;
  return folded
    .replace(AHEAD, (_, e?: string, o?: string, a?: string) =>
      e ? `${e}e ` : o ? `${o}o ` : `${a}a `,
    )
    .replace(BEHIND, ' ');
}
