/**
 * English words that say nothing about what a text is about, as they stand after folding and with
 * contractions split off. Numbers, negations and names of time are not among them.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any are as at be because been before being below
  between both but by can could did do does doing down during each few for from further had has
  have having he her here hers herself him himself his how i if in into is it its itself just let
  me more most my myself of off on once only or other our ours ourselves out over own s same she
  should so some such than that the their theirs them themselves then there these they this those
  through to too under until up us very was we were what when where which while who whom whose why
  will with would you your yours yourself yourselves d ll m re ve t`.split(/\s+/),
);

/**
 * Han characters that mostly carry grammar, as they stand after folding. Left out of queries only:
 * pairs with them make an old wording look better than what is asked for.
 */
export const hanGrammar: ReadonlySet<string> = new Set(
  '的了着個个過过是在我你您他她它們们咱这這那哪谁誰嗎吗呢吧啊呀嘛么麼什怎就也都还還又很和與与或及而且但被把给給對对于於之其此為为几幾要',
);

/** Words of everyday Chinese that hold a grammar character and still say something, after folding (着名: 著名). */
export const hanWords =
  /目的|个人|个性|了解|过敏|过去|着急|着名|和平|和服|对象|对手|就业|几何|过年|经过|需要|重要|主要|要求|必要|摘要|要点|纪要/gu;

/** Words that only ask, or that ask about now, the usual or what was first, as many searches do. */
export const hanQuestions =
  /什么时候|时候|哪[里儿边]|何[时处地]|几时|怎样|哪一?[个天年月位家间所本种]|哪一|多[少久]|怎么样|有没有|是不是|现在|目前|(?:星期|礼拜|周)几|几[点号月]|一般|通常|平时|每个?[天周月年]|[以之]前|先前(?![往进])|从前(?![台门端面往])|原[本先]|(?<![太草高平中])原来|(?<![日样成资基根版剧书课文副脚记])本来|最[初早后终]|最先(?!进)|(?<!一)起[初先]|当初|[一刚]开始|后来|^今$/gu;

/** Kana that only inflect or join, as one character or as a pair inside a run. */
export const kanaGrammar: ReadonlySet<string> = new Set(
  `は が を に で と も の へ や か ね よ な た て だ し い う る す です ます まし した でし ませ せん して
  って から まで より ので には では とは との です すか ます たか いる いま ある こと もの それ これ あれ
  どこ いつ だれ なに なん どう どの どん んな たい ない った だっ んだ てい いた`.split(/\s+/),
);

/** As Korean words that ask end a question: 언제예요, 누구였지. */
const HANGUL_COPULAS =
  '야 예요 에요 이에요 죠 지 인가요 입니까 였어 였어요 였지 였죠 였나요 였습니까'.split(' ');

/** Korean words that only ask or point, or ask about now or what was first. */
export const hangulGrammar: ReadonlySet<string> = new Set([
  ...['언제', '누구', '어디', '뭐', '얼마', '무엇'].flatMap((word) =>
    HANGUL_COPULAS.map((copula) => word + copula),
  ),
  ...`뭘 뭔 무얼 누굴 누구를 어딜 어디로 어딘 나 나는 난 내 내가 나의 저 저는 전 제 제가 너 너는 네 네가 우리 우리는 그 이 저 그는 그녀는 것 거 뭐
  무엇 무엇을 무슨 어디 어디에 어디에서 어디서 언제 누구 누가 왜 어떻게 어떤 그리고 하지만 입니까 있어
  있어요 있나요 했어 했어요 해요 얼마 어느 지금 현재 요즘 원래 처음에 당초 애초에 예전에`.split(
    /\s+/,
  ),
]);

/** Particles that stand after a Korean noun of one syllable, so that 집에 and 집은 meet in 집. */
export const hangulParticle =
  /^(?:은|는|이|가|을|를|에|의|도|로|와|과|만|에서|으로|까지|부터|에게|한테|이랑|하고|에는|이나|이다|이야|이에요)$/u;
