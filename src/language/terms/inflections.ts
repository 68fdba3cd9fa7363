const HIRAGANA = /\p{sc=Hiragana}/u;

/**
 * What Japanese writes in hiragana behind a character inflects the word (okurigana: Cabinet Notification 2 of 1973,
 * "Okurigana no tsukekata"): up to three kana of its own, then an ending. は, へ, を and の stand there as particles
 * alone, が, に, と and も mostly.
 */
const OWN = String.raw`(?:(?![はへをのがにとも]|も)\p{sc=Hiragana}|[がにとも](?=[らりるれろっ])){1}`;
const MORE = String.raw`(?:(?![はへをの])\p{sc=Hiragana})`;
const ENDING = [
  String.raw`(?:って|った|んで|んだ|いて|いた|いで|いだ|して|した|て|た)(?:は|も)?(?:い(?:る|た|ます|ました|ません|ない|なかった)|る|ます|ください|いけ(?:ない|ません)|だめ)?`,
  'ま(?:す|した|せん(?:でした)?|しょう)',
  '(?:な|た)(?:い|かった|くて|く|ければ)',
  '[うくぐすつぬぶむる]',
  '(?:かった|くない|くて|い|な)',
  '[いきぎしちびみり]に(?=\\p{sc=Han})',
].join('|');
const INFLECTED = new RegExp(
  String.raw`(?<=\p{sc=Han})(?<own>${OWN}${MORE}{0,2}?)??(?:${ENDING})(?:です|でした)?(?:ん?です)?[かねよ]?`,
  'gu',
);
const PARTICLE =
  /(?<=\p{sc=Han})(?:から|まで|より|には|では|とは|[はがをにでとものへや])(?=\p{sc=Hiragana})|(?<=\p{sc=Hiragana}{2})[はを](?!\p{sc=Hiragana})/gu;
const WHAT = /何(?=\p{sc=Hiragana}|$)/gu;
const ASKS =
  /(?<!\p{sc=Hiragana})(?:どこ|いつ|だれ|なに|なん|どう|どれ|どんな|どの|どちら|いくつ|なぜ)(?:から|まで|[にでへのがをもはだ])?/gu;

/** A Japanese query without the endings of its words, and without what only asks; the words stay apart. */
export function withoutJapaneseEndings(run: string): string {
  if (!HIRAGANA.test(run)) return run;
  return (
    run
      .replace(WHAT, ' ')
      // A longer part tells more: られ of 食べられない.
      .replace(INFLECTED, (_, own = '') => (own.length > 1 ? ` ${own} ` : ' '))
      .replace(PARTICLE, ' ')
      .replace(ASKS, ' ')
  );
}

/**
 * Endings of Korean verbs that are no ends of nouns, after a stem or its past (Sohn 1999, "The Korean Language",
 * chapter 9): polite, formal, plain, asking, joining.
 */
const KOREAN_ENDING =
  /(?:으시)?(?:었|았|였|겠)?(?:습니까|습니다|니까|니다|어요|아요|여요|나요|는지|는가요|지요|으?세요|다고|는다|으?려고|으면|어서|아서|던가요|네요|는데|[었았했]지|[었았했]니|[었았했]나|[었았]어|(?:으|(?<=하|보|사|자|타|놀|마시|배우|만나|가지|데리))러|(?<=하)[는고지])$|(?<=[켜셔쳐져려여겨펴와봐워춰줘꿔해내])요$/u;
/** Of be and do: what is done is told by the word before. */
const KOREAN_AUXILIARY = /^(?:있|하|해|했|합|한|되|됐|이|였)$/u;
const KOREAN_DO = /(?<=..)[하해했합한할]$/u;

const FIRST_SYLLABLE = 0xac00;
const LAST_CONSONANTS = 28;
/** ㄴ, ㄹ, ㅂ, ㅆ, by their number among last consonants: of 산다, 살, 삽니다, 샀어요. */
const ENDS = [0, 4, 8, 17, 20];
const VOWELS = 21 * LAST_CONSONANTS;
/** Vowels that a stem has alone and together with the 어 or 아 behind it, by their number: 시 and 셔, 오 and 와, 우 and 워, 하 and 해. */
const CONTRACTED: readonly (readonly [alone: number, together: number])[] = [
  [20, 6],
  [8, 9],
  [13, 14],
  [0, 1],
];

/** What is left of a Korean verb without its endings, perhaps nothing; undefined for what is no verb. */
export function koreanStem(word: string): string | undefined {
  const stem = word.replace(KOREAN_ENDING, '');
  if (stem === word) return undefined;
  return KOREAN_AUXILIARY.test(stem) ? '' : stem.replace(KOREAN_DO, '');
}

/** How the end of a Korean stem is written before other endings: 살 in 살아요 is 산 in 산다, 마시 is 마셔 and 마십. */
export function koreanForms(stem: string): string[] {
  const code = stem.charCodeAt(stem.length - 1) - FIRST_SYLLABLE;
  const end = code % LAST_CONSONANTS;
  if (!ENDS.includes(end)) return [];
  const vowel = Math.floor((code % VOWELS) / LAST_CONSONANTS);
  const others = CONTRACTED.flatMap(([alone, together]) =>
    vowel === alone ? [together] : vowel === together ? [alone] : [],
  );
  return [vowel, ...others]
    .flatMap((one) => ENDS.map((last) => code - end + (one - vowel) * LAST_CONSONANTS + last))
    .filter((one) => one !== code)
    .map((one) => stem.slice(0, -1) + String.fromCharCode(FIRST_SYLLABLE + one));
}
