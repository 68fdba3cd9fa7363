import { fold } from './terms/fold.js';
import { unstretched } from './terms/stretched.js';

/** Words that greet, thank, agree, laugh or part. A text of nothing else says nothing to remember. */
const SMALL = new Set(
  `hi hey hello hiya howdy yo greetings good morning afternoon evening night day goodnight gm gn
  thanks thank thx ty cheers you u so much very lot a lots again welcome your you're youre no
  problem worries np ok okay k kk alright right sure yes yeah yep yup nope nah cool nice great
  awesome perfect fine got it sounds good wow oh ah aha hmm hm mm mhm uh um huh haha hahaha hehe
  lol lmao rofl bye goodbye cya see ya later talk soon take care for the all too well please sorry
  oops is that and it's its will do there everyone guys
  omg aw aww ooh yay yea ikr whoa phew ugh gotcha`.split(/\s+/),
);
/** At least one of these: "so good", "for the day" alone are no greeting. */
const CORE = new Set(
  `hi hey hello hiya howdy yo greetings goodnight gm gn thanks thank thx ty cheers welcome problem
  worries np ok okay k kk alright sure yes yeah yep yup no nope nah cool nice great awesome perfect
  fine got sounds wow oh ah aha hmm hm mm mhm uh um huh haha hahaha hehe lol lmao rofl bye goodbye
  cya later soon care sorry oops morning afternoon evening night
  omg aw aww ooh yay yea ikr whoa phew ugh gotcha`.split(/\s+/),
);
/** Of any length: hahahaha, lololol, jajaja. */
const LAUGH = /^(?:a?(?:ha){2,}h?|(?:he){2,}|(?:ja){2,}|(?:lo)+l+|lmf?a+o+|[ah]{4,})$/;
const MOST_WORDS = 8;
/** Of a script without spaces, in UTF-16 units; keeps the alternatives below from being tried without end. */
const MOST_EAST_ASIAN = 24;
const EAST_ASIAN = new RegExp(
  `^(?:${[
    '你好|您好|嗨|哈喽|早上好|早安|早|晚上好|晚安|下午好|谢谢|謝謝|多谢|多謝|感谢|感謝|谢了|非常|太|了|你|您|好的|好|嗯|嗯嗯|哦|行|可以|没问题|沒問題|不客气|不客氣|再见|再見|拜拜|回头见|哈哈|呵呵|对|對|是的|是|收到|辛苦了|明白|知道了|啊|吧|呀|啦|的',
    'こんにちは|こんばんは|おはよう|おはようございます|おやすみ|おやすみなさい|ありがとう|ありがとうございます|どうも|どういたしまして|はい|うん|ええ|いいえ|了解|了解です|わかりました|さようなら|じゃあね|またね|お疲れ様|お疲れ様です|です|ね|よ',
    '안녕|안녕하세요|감사합니다|고마워|고마워요|고맙습니다|네|예|응|아니요|알겠습니다|좋아요|잘가|안녕히|가세요|계세요|또|봐요|ㅋ|ㅎ|ㅠ',
  ].join('|')})+$`,
  'u',
);

/** Whether a turn only greets, thanks, agrees or parts. Anything with a name, a number or a matter is not small talk. */
export function isSmallTalk(text: string): boolean {
  const folded = fold(text.toWellFormed());
  const words = folded.match(/[\p{L}\p{M}\p{N}]+(?:'[\p{L}]+)*/gu) ?? [];
  if (words.length === 0) return true;
  const joined = words.slice(0, MOST_EAST_ASIAN + 1).join('');
  if (joined.length <= MOST_EAST_ASIAN && EAST_ASIAN.test(joined)) return true;
  if (words.length > MOST_WORDS || folded.includes('?')) return false;
  const known = words.map(readingsOf);
  return known.every((one) => isAmong(SMALL, one)) && known.some((one) => isAmong(CORE, one));
}

/** hahahaha as haha, sooo as so. */
function readingsOf(word: string): readonly string[] {
  if (LAUGH.test(word)) return ['haha'];
  return [word, ...(unstretched(word) ?? [])];
}

function isAmong(list: ReadonlySet<string>, readings: readonly string[]): boolean {
  return readings.some((word) => list.has(word));
}
