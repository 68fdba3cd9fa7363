/** A text as it is written, and folded. */
export interface JunkForm {
  text: string;
  folded: string;
}

export interface JunkSignal {
  code: string;
  /** From 0 to 1: how sure it is by itself. */
  weight: number;
  test: (form: JunkForm) => boolean;
}

/** Alternatives of one signal, over folded text; a space stands for any white space, `\W` for no letter of any script. */
function says(...alternatives: string[]): JunkSignal['test'] {
  const source = alternatives.join('|').replaceAll('\\W', '[^\\p{L}\\p{N}]');
  const pattern = new RegExp(source.replaceAll(' ', '\\s+'), 'u');
  return ({ folded }) => pattern.test(folded);
}

const USER = '(?:the |this )?(?:user|human|person|customer)';
const ASSISTANT =
  '(?:the )?(?:assistant|ai|ai assistant|agent|bot|chatbot|model|system|conversation|dialogue|chat|session)';

/**
 * The kinds of junk of the one public audit of a store that a model filled (10,134 memories, 97.8 % junk:
 * mem0ai/mem0 issue 4573): system prompts restated, heartbeats, dumps of tools, passing states of a task,
 * made-up people, recalled memories stored again; and what models answer where there is nothing.
 * Each row is narrow: what names a matter of the user's must get past all of them.
 */
export const junkSignals: readonly JunkSignal[] = [
  {
    code: 'nothing',
    weight: 1,
    test: says(
      '^\\W*(?:none|null|nil|nothing|n/?a|undefined|empty|no (?:new )?(?:memor(?:y|ies)|facts?|information|updates?|changes?|data|relevant information|preferences?)(?: (?:found|to (?:store|save|add|remember|extract)|available|was found|were found|extracted|needed|detected))*)\\W*$',
      '\\b(?:nothing|no (?:new |relevant |useful |personal |significant )*(?:facts?|information|memor(?:y|ies)|details?|preferences?)) (?:is |was |were |are |can be |could be |has been )?(?:found|worth (?:storing|remembering|saving)|to (?:store|save|remember|extract|record)|extracted|identified|present|shared|mentioned|provided)\\b',
      '^\\W*(?:无|没有|暂无|空)\\W*$',
      '(?:没有|无|暂无|未发现)(?:任何|新的|可|需要|值得)*(?:记忆|记住|保存|提取|信息|内容)(?:的?(?:信息|内容|事实|记忆))?(?:可(?:供)?(?:提取|保存|记录))?[。.]?$',
      '^\\W*(?:特に)?(?:なし|ありません|該当なし)\\W*$',
      '(?:記憶|保存|抽出)(?:す(?:る|べき))?(?:べき)?(?:新しい)?(?:情報|内容|事実)?は?(?:特に)?(?:ありません|ない|なし)',
    ),
  },
  {
    code: 'meta',
    weight: 0.9,
    test: says(
      `^${USER} (?:has |had |is |was |just |then |also |again )*(?:ask(?:ed|s|ing)?|inquir(?:ed|es|ing)|quer(?:ied|ies)|wonder(?:ed|s|ing)|want(?:s|ed)? to know|request(?:ed|s|ing)?)(?: the assistant| me)?(?: a question| for| about| if| whether| how| what| why| where| when| who| which| that the assistant| information| clarification| help| assistance)\\b`,
      `^${USER} (?:has |is |was |just )*(?:greet(?:ed|s|ing)(?: the assistant| me|\\W*$)|thank(?:ed|s|ing)(?: the assistant| the ai| the agent| me|\\W*$| for (?:the|your) (?:help|answer|explanation|information|response|suggestion|reply|assistance))|said (?:hello|hi|thanks|thank you|goodbye|ok|yes|no)|acknowledg(?:ed|es)|confirm(?:ed|s) receipt|sent (?:a|an|the) (?:message|image|file|link|greeting)|is (?:talking|chatting|interacting|speaking) (?:to|with)|test(?:ed|s|ing) the)\\b`,
      `^${ASSISTANT} (?:has |had |is |was |will |also |then |just |can |could |should )*(?:provid|explain|respond|repl|answer|offer|suggest|recommend|help|assist|describ|discuss|acknowledg|confirm|apolog|ask|greet|inform|told|gave|list|generat|summar|clarif|mention|say|said|cover|about|involv|focus|revolv)`,
      '^(?:this|the) (?:conversation|discussion|exchange|message|input|text|prompt) (?:is|was|has|contains|covers|discusses|includes|does not|did not)\\b',
      '^用户(?:刚才|刚刚|正在|又)?(?:询问|问|请求|要求|想知道|咨询|打招呼|问候|感谢|表示感谢|发送)(?:了|关于|如何|怎么|是否|助手|一)',
      '^(?:ai)?(?:助手|助理|系统|机器人|对话|会话)(?:已经?|正在)?(?:提供|解释|回答|回复|建议|询问|说明|确认|介绍|列出|总结|主要|涉及|围绕)',
      '^ユーザーは?.{0,40}(?:について)?(?:尋ね|質問し|聞いた|聞きました|求めた|求めました|知りたが|挨拶し|感謝し)',
      '^(?:アシスタント|ai|システム|会話|エージェント)は.{0,60}(?:提供し|説明し|回答し|答え|提案し|応答し|確認し|尋ね|についてです|に関するもの)',
    ),
  },
  {
    code: 'prompt',
    weight: 1,
    test: says(
      `^(?:you are|i am|i'm|${ASSISTANT} is) (?:now )?(?:a |an |the |your )?(?:\\w+ ){0,3}(?:helpful|ai|virtual|digital|language model|chatbot|assistant|personal assistant|coding agent|autonomous agent)\\b`,
      '^as an? (?:ai|artificial intelligence|large language model|language model|assistant)\\b',
      '\\b(?:system prompt|system instructions|custom instructions|developer message|your instructions (?:are|say)|my instructions (?:are|say)|knowledge cutoff)\\b',
      '^(?:your|the agent.s|the assistant.s|my|agent|assistant) (?:name|role|task|job|goal|purpose|mission|persona|identity|core directive|behaviou?r)(?: is|:)(?! .*\\b(?:my|our) (?:boss|company|team)\\b)',
      '^(?:respond|reply|answer|output|return) (?:only |always |strictly )*(?:in|with|as) (?:json|valid json|markdown|yaml|the following)\\b',
      '\\b(?:soul|agents|claude|identity|heartbeat|tools|bootstrap|gemini)\\.md\\b.{0,60}\\b(?:says|states|defines|contains|describes|file|loaded|instructs)\\b',
      '^你(?:现在)?是(?:一个|一名|一位).{0,12}(?:助手|助理|人工智能|语言模型|机器人|客服)',
      '^(?:作为|我是)(?:一个|一名)?(?:ai|人工智能|大?语言模型|智能助手)',
      '系统提示词?|系统指令',
      '^あなたは.{0,20}(?:アシスタント|ai|エージェント|チャットボット)(?:です|である)',
      '^(?:私は|わたしは)?(?:ai|人工知能|大規模言語モデル)(?:アシスタント)?(?:です|として)',
      'システムプロンプト',
    ),
  },
  {
    code: 'heartbeat',
    weight: 1,
    test: says(
      '\\bheartbeat_?ok\\b|\\bheartbeat (?:ok|ack|acknowledged|check|received|poll|passed|successful|completed|message|executed|ran|was|at \\d)',
      '\\b(?:cron|scheduled|periodic|background) (?:job|task|check|run|trigger)(?: \\S+)? (?:ran|executed|completed|finished|triggered|started|fired|succeeded|passed)\\b',
      '^\\[(?:cron|heartbeat|ping|keepalive|scheduler)\\b',
      '\\b(?:health|status|inbox|routine|periodic|system) check(?:ed)?(?: (?:was|is))? (?:passed|completed|ok|successful|performed|executed|ran|green|no issues)\\b',
      '\\bno (?:new )?(?:messages?|notifications?|emails?|alerts?|action) (?:found|needed|required|pending|to report|since)\\b|\\bnothing (?:needs|requires) attention\\b|\\ball systems (?:operational|nominal|normal|green)\\b',
      '^(?:ping|pong|keep-?alive|no_reply|no reply|silent|idle)\\W*$',
      '心跳(?:检测|检查|正常|包|消息)|(?:定时|计划|后台)任务(?:已|成功)?(?:执行|完成|触发|运行)(?:完成|成功|完毕)?[。.]?$|系统(?:状态|运行)正常|没有新(?:消息|邮件|通知)',
      'ハートビート(?:確認|チェック|正常|を受信)|(?:定期|スケジュール)(?:ジョブ|タスク|実行|チェック)(?:が|を)?(?:実行|完了|開始)|新しい(?:メッセージ|通知|メール)は(?:ありません|ない)|システムは正常',
    ),
  },
  {
    code: 'tool',
    weight: 1,
    test: says(
      '^(?:tool|function|api|command|script|build|shell)(?: call| output| result| response| execution)? (?:succeeded|successful|completed|executed|returned|finished|failed|output|result|:)',
      '^(?:(?:the|a) )?(?:process|command|script|job|program|tool|it|build)?\\W*(?:\\w+ ){0,2}(?:with )?(?:exit|return|status) code:? -?\\d+\\W*$|^(?:(?:the|an?) )?(?:api|server|request|endpoint|response|call|status)?\\W*(?:\\w+ ){0,2}http(?:/\\d\\.\\d)? [1-5]\\d\\d\\b',
      '^(?:file|changes|output|directory|results?|data) (?:has been |have been |was |were )?(?:successfully )?(?:written|saved|created|deleted|updated|applied|modified|uploaded|moved)(?: successfully| to (?:disk|/\\S+|\\S+\\.\\w{1,4})|\\W*$)',
      '^(?:traceback \\(most|stack trace|npm (?:warn|err)|error:|warning:|info:|debug:|at \\S+ \\()',
      '<(?:tool_call|tool_result|function_calls?|antml|invoke|result)\\b|"(?:type|role)" ?: ?"(?:tool_use|tool_result|tool|function)"',
      '(?:工具|函数|接口|命令|脚本)(?:调用|执行)?(?:已|成功)?(?:成功|完成|返回|失败)|文件已(?:成功)?(?:写入|保存|创建|更新)',
      '(?:ツール|関数|コマンド|スクリプト)(?:の)?(?:呼び出し|実行)?(?:が|を|は)?(?:成功|完了|実行し|失敗)|ファイル(?:が|を|は)(?:正常に)?(?:保存|書き込|作成|更新)(?:され|しました|み)',
    ),
  },
  {
    code: 'refusal',
    weight: 1,
    test: says(
      "^(?:i'?m sorry|i am sorry|sorry|i apologi[sz]e|unfortunately)[,.]? (?:but )?(?:i|as an)\\b",
      "^i (?:can'?t|cannot|am unable to|don'?t have (?:access|the ability|any|enough)|do not have (?:access|the ability|any|enough))\\b",
      '^(?:很?抱歉|对不起|不好意思)[,，]?(?:但)?我(?:无法|不能|没有)|^我(?:无法|没有办法)(?:提取|访问|协助|提供|回答|记住)',
      '^(?:申し訳(?:ありません|ございません)|すみません)(?:が)?[、,].{0,40}(?:できません|ません)',
    ),
  },
  {
    code: 'placeholder',
    weight: 0.8,
    test: says(
      '\\b(?:john|jane) (?:doe|smith)\\b|\\b(?:user|name|test)@(?:example|test|domain)\\.(?:com|org)\\b|\\blorem ipsum\\b',
      '\\[(?:your |user.?s? |the )?(?:name|date|city|company|email|age|job|user|insert [^\\]]+)\\]|\\{\\{?\\w+\\}?\\}|<(?:name|user|date|city)>',
      '\\b(?:name|age|location|occupation|job|profession|city|gender|preferences?|interests?|email|birthday|background)(?: (?:is|are|was|of the user|and \\w+))*(?::| is| are)? (?:unknown|unspecified|unclear|not (?:yet )?(?:specified|known|given|mentioned|provided|stated|available|disclosed)|n/?a)\\b',
      '(?:姓名|名字|年龄|职业|城市|地点|性别|邮箱|兴趣|偏好)(?:是|为|：|:)?(?:未知|不详|未提供|未提及|暂无|不明)',
      '(?:名前|年齢|職業|居住地|性別|メール|趣味)(?:は|：|:)?(?:不明|未設定|未指定|記載なし|わかりません)',
    ),
  },
  {
    code: 'passing',
    weight: 0.8,
    test: says(
      `^(?:${USER}|${ASSISTANT}|i|we) (?:is|are|am|was) (?:currently |now |still |about to |in the process of )+\\w+ing\\b.{0,60}(?:\\b(?:task|test|tests|file|files|build|request|step|command|script|query|code|output|response|reply|issue|error|bug|function|branch|commit|pull request)\\b)`,
      '\\b(?:step|phase|task|part|item) \\d+ ?(?:/|of) ?\\d+\\b',
      `\\b(?:waiting|awaiting|pending) (?:for )?(?:the |${USER}.?s? )?(?:reply|input|response|confirmation|approval|answer|next (?:message|instruction)s?|further (?:instruction|input)s?)\\b`,
      '^(?:now |next |then |let me |let.s |i.?ll |i will |going to |proceeding to |starting to )+(?:run|check|fix|look|read|write|update|search|test|try|start|continue|proceed|create|implement|analy[sz]e)\\b',
      '^(?:正在|当前正在|接下来)(?:处理|运行|执行|检查|修复|等待|分析|搜索|生成)|等待用户(?:的)?(?:回复|输入|确认|回应)|步骤 ?\\d+ ?/ ?\\d+',
      '(?:処理中|実行中|確認中|待機中|応答待ち|返信待ち|入力待ち)(?:です)?[。.]?$|ステップ ?\\d+ ?/ ?\\d+',
    ),
  },
  {
    code: 'vacuous',
    weight: 0.8,
    test: says(
      `^${USER} (?:has|have|likes?|enjoys?|is interested in|is engaged in|is involved in|values?|needs?|wants?|seeks?|prefers?) (?:a |an |the |some |several |various |many |different |certain |multiple )*(?:preferences?|interests?|things?|topics?|questions?|goals?|hobbies|needs?|conversations?|information|help|assistance|answers?|tasks?|something|stuff|clarity)\\W*$`,
      `^${USER} is (?:a |an |the )?(?:user|human|person|individual|human being|someone|curious|polite|friendly|interested|engaged|happy|satisfied|active|present|online)\\W*$`,
      `^${USER} (?:exists|communicates?|speaks? to the assistant|uses? (?:an? |the )?(?:assistant|ai|chatbot|system))\\W*$`,
      '^用户(?:有|喜欢|对)(?:一些|很多|各种|许多|不同的?)?(?:偏好|爱好|兴趣|东西|话题|问题|事物|事情)(?:感兴趣)?[。.]?$|^用户是(?:一个|一名)?(?:人|用户|人类)[。.]?$',
      '^ユーザーは?(?:いろいろな|様々な|多くの)?(?:こと|趣味|興味|好み|もの)(?:が|に)?(?:ある|あります|好き|好きです|興味があります)[。.]?$|^ユーザーは(?:人間|人)です[。.]?$',
    ),
  },
  {
    code: 'recalled',
    weight: 1,
    test: says(
      '^(?:<memories\\b|</memories>)|recalled data, quoted as it was said|^\\[m\\d+\\] \\d{4}-\\d\\d-\\d\\d',
      '<(?:relevant-memories|recalled_memories|memory_context|user_memory)\\b|^(?:here are|based on) (?:the |your |my )?(?:relevant |stored |retrieved |recalled )*memories\\b',
    ),
  },
  {
    code: 'schema',
    weight: 1,
    test: ({ text, folded }) =>
      /^[\s`]*(?:json)?\s*[{[][\s\S]*[}\]][\s`]*$/u.test(text) ||
      /^(?:output|input|response|format|example|schema|json):/u.test(folded) ||
      /"(?:facts?|memor(?:y|ies)|items?|preferences?|event)" ?: ?[[{"]/u.test(folded),
  },
  { code: 'no_words', weight: 1, test: ({ text }) => hasNoWords(text) },
  { code: 'fragment', weight: 0.8, test: ({ folded }) => isFragment(folded) },
  {
    code: 'broken',
    weight: 0.8,
    test: ({ text }) =>
      text.includes('\ufffd') ||
      (text.match(/Ã[\u0080-\u00bf]|â€|ï¿½|锟斤拷|烫烫烫/gu) ?? []).length > 1,
  },
  { code: 'repeated', weight: 0.8, test: ({ folded }) => isRepeated(folded) },
];

/** Addresses, paths, hashes and numbers with an underscore, a slash or a digit inside. */
const CODE_LIKE =
  /\b\w+:\/\/\S+|(?:[\w.-]*[/\\]){2,}[\w.-]*|\b(?=\w*\d)[0-9a-f]{7,}\b|\b[0-9a-f]{8}-[0-9a-f-]{27}\b/giu;

/** Less than half of what is to be seen is letters, and there are no three words of them. */
function hasNoWords(text: string): boolean {
  const words = text.replace(CODE_LIKE, ' ').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const seen = Array.from(text.replace(/\s/gu, '')).length;
  return words.length < 3 && Array.from(words.join('')).length < seen / 2;
}

/** One word, or three signs of Han or kana: nobody can tell what is said of it. */
function isFragment(folded: string): boolean {
  const words = folded.match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
  if (words.length > 1) return false;
  const [word = ''] = words;
  const eastern =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
  return Array.from(word).length <= (eastern.test(word) ? 3 : 40);
}

function isRepeated(folded: string): boolean {
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 6) return /(.{1,4})\1{5,}/u.test(folded);
  return new Set(words).size <= words.length / 3;
}
