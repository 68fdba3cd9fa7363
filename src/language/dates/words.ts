/**
 * What a word means to the grammar of dates: tokens, each one letter with a number.
 *
 *   n number     N one ("a week")   q a few         o ordinal      y four digits that may be a year
 *   M month      m month's name     i may, march    W weekday      w sat, sun    µ 月 after a number
 *   A era: its years begin after this one
 *   U unit       Y year, the unit   d day, unit or day of the month (日)         Z a year, for sure
 *   R last, this, next; before what it names     k the same, on either side      r 上, 下: by the calendar
 *   Q past, rolling back from now   D days from today   T part of the day        S season
 *   H feast in company               F feast        J quarter by number           K 季度 after a number
 *   C time of day      E early, late; before   V the same, behind   X a date in digits
 *   g ago, behind   h ago, before   G 前            l from now   L 後            e every
 *   I in         j on, en: no durations; 1 around      O of   @ at, pour   , comma         - dash
 *   f from       t to               B between       & and        x から, 부터     z まで, 까지
 *   ~ around     b before     a after            c since         u until      v 以前          p 以後
 *   < a word of the past            > a word of the future       _ nothing to the grammar
 *   . any other word                ; end of a sentence              · point after a number
 *
 * Numbers: months and days of the month from 1, weekdays from Monday 0, seasons from spring 0,
 * units by `units` of dates-calendar, R r k Q −1, 0, 1 ..., parts of the day by `parts` of
 * dates-rules-relative, E V by `shares` of dates-rules-joining, feasts as month × 100 + day
 * or by `feasts` of dates-feasts.
 */
export type Words = Readonly<Record<string, string>>;

/** Rows of one letter with numbers counted up, one for each comma: `row('W', 0, 'monday mon, tuesday')`. */
export function row(letter: string, first: number, forms: string): Words {
  const entries = forms.split(',').map((form, at) => {
    return [`${letter}${at + first}`, form.trim().split(/\s+/).join('|')] as const;
  });
  return Object.fromEntries(entries);
}

/** Before the words of each language; meanings of several rows are joined. */
export function joined(...tables: readonly Words[]): Words {
  const all: Record<string, string> = {};
  for (const table of tables) {
    for (const [meaning, forms] of Object.entries(table)) {
      all[meaning] = meaning in all ? `${all[meaning]}|${forms}` : forms;
    }
  }
  return all;
}
