/** FD-1302, INC-38, #482, GH-77; 2026-0871, which is no date; not v2.1, not 2026-08-14. */
const CASE_NUMBER =
  /(?<![\p{L}\p{N}._/#-])(?:(?!COVID-)\p{Lu}{1,8}-\d{2,8}|#\d{2,8}|\d{4}-\d{3,8})(?![\p{L}\p{N}_]|[.:/-][\p{L}\p{N}])/gu;
/** A note that numbers more tells of no one case. */
const MOST_NUMBERS = 3;

/** The numbers by which people keep track of a matter: of tickets, incidents, invoices, pull requests. */
export function caseNumbersIn(text: string): string[] {
  const found = new Set(text.match(CASE_NUMBER));
  return found.size > MOST_NUMBERS ? [] : [...found];
}
