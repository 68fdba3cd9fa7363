export interface InstructSignal {
  code: string;
  /** One is enough by itself; weaker ones need each other. */
  weight: number;
  /** Whether it is one only in what comes from outside: an assistant may speak so of its user. */
  outsideOnly?: boolean;
  pattern: RegExp;
  /** Looked for in the text as it is written, where folding would hide it. */
  raw?: boolean;
}

/** Alternatives over folded text; a space stands for any white space. */
function says(...alternatives: string[]): RegExp {
  return new RegExp(alternatives.join('|').replaceAll(' ', '\\s+'), 'u');
}

/**
 * Words that are aimed at an assistant, in English, Chinese, Japanese, German, French and Spanish. What
 * people write to people ("you must restart the server") is weak; what only a program would obey is not.
 * Kinds after OWASP LLM01 (prompt injection) and ASI06 (memory poisoning).
 */
export const instructSignals: readonly InstructSignal[] = [
  {
    code: 'override',
    weight: 1,
    pattern: says(
      '\\b(?:ignore|disregard|forget|override|bypass|do not follow) (?:\\w+ ){0,3}?(?:previous|prior|above|earlier|preceding|existing|original|system|safety|your|all) (?:\\w+ ){0,2}?(?:instructions?|prompts?|rules|guidelines|directives?|commands?|policies|context)\\b',
      '\\b(?:ignore|forget|disregard) (?:everything|anything|all|what) (?:\\w+ ){0,3}(?:above|before|previously|so far|told)\\b',
      '(?:忽略|无视|忘记|忘掉|不要遵守|绕过)(?:掉)?(?:你)?(?:之前|以上|先前|前面|上面|所有|一切|系统|原有|原来)(?:的|所有|全部|一切|给你|收到)*(?:指令|指示|提示词?|规则|命令|要求|设定|内容)',
      '(?:以前|これまで|前|上記|上|すべて|全て|元|システム)の(?:すべての|全ての)?(?:指示|命令|プロンプト|ルール|規則|指令)(?:を|は)(?:すべて|全て)?(?:無視|忘れ|破棄|従わない)',
      '\\b(?:ignoriere?n?|vergiss|vergessen|missachte|uberschreibe)(?: sie)? (?:\\w+ ){0,2}?(?:vorherigen?|bisherigen?|vorigen|obigen|fruheren?|alle) (?:\\w+ ){0,2}?(?:anweisungen|instruktionen|regeln|befehle|vorgaben|prompts?)\\b',
      "\\b(?:ignore[zr]?|oublie[zr]?|ne tiens? pas compte d|contourne[zr]?) (?:\\w+ |l'|d'){0,4}?(?:instructions?|consignes?|regles?|directives?|invites?) (?:precedentes?|anterieures?|ci-dessus|initiales?|systeme)",
      '\\b(?:ignora|ignore|ignorad|olvida|olvide|omite|descarta) (?:\\w+ ){0,3}?(?:instrucciones|reglas|ordenes|indicaciones|directrices) (?:\\w+ )?(?:anteriores|previas|precedentes|del sistema)',
    ),
  },
  {
    code: 'persona',
    weight: 1,
    pattern: says(
      '\\byou are now (?:a |an |the |in )?(?:\\w+ ){0,3}?(?:assistant|ai|bot|agent|mode|dan|model|hacker|unrestricted|unfiltered|jailbroken)\\b',
      '\\bfrom now on,? (?:you|the assistant|the agent|the ai|this assistant) (?:are|must|will|shall|should|have to|always|never|may only)\\b',
      '\\b(?:developer|god|dan|jailbreak|admin|sudo|unrestricted|debug) mode (?:is )?(?:on|enabled|activated|engaged)\\b',
      '\\bnew (?:system )?(?:instructions?|prompt|directive)s?(?: for (?:the )?(?:assistant|agent|ai|model))?:',
      '(?:你现在是|从现在(?:开始|起),?(?:你|助手|智能体)(?:必须|要|是|将|只能|应该?|总是|永远)|新的系统(?:指令|提示))',
      '(?:あなたは今から|今後(?:は)?(?:あなた|アシスタント)は|これからあなたは|新しい(?:システム)?(?:指示|命令)[:：])',
      '\\b(?:du bist|sie sind) (?:jetzt|nun|ab sofort) (?:ein |eine |der |die )?(?:\\w+ ){0,2}?(?:assistent|ki|bot|agent|modell)|\\bab (?:jetzt|sofort) (?:musst|wirst|sollst|darfst) du\\b|\\bneue (?:system)?anweisung(?:en)?:',
      "\\b(?:tu es|vous etes) (?:maintenant|desormais) (?:un |une |l'|le |la )?(?:\\w+ ){0,2}?(?:assistant|ia|bot|agent|modele)|\\b(?:a partir de maintenant|desormais),? (?:tu dois|vous devez|l'assistant doit)|\\bnouvelles instructions(?: systeme)? ?:",
      '\\bahora eres (?:un |una |el |la )?(?:\\w+ ){0,2}?(?:asistente|ia|bot|agente|modelo)|\\ba partir de ahora,? (?:debes|tienes que|el asistente debe)|\\bnuevas instrucciones(?: del sistema)?:',
    ),
  },
  {
    code: 'markup',
    weight: 1,
    raw: true,
    pattern:
      /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id)\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|system[-_]?prompt|system-reminder)>|^\s*#{2,3}\s*(?:system|instructions?)\s*:\s*$/imu,
  },
  {
    code: 'secrecy',
    weight: 1,
    pattern: says(
      "\\b(?:do not|don't|never|without) (?:\\w+ )?(?:tell(?:ing)?|inform(?:ing)?|reveal(?:ing)?|mention(?:ing)?|notify(?:ing)?|show(?:ing)?|ask(?:ing)?|alert(?:ing)?|disclose|disclosing)(?: \\w+){0,3}? (?:the |to the )?user\\b",
      '\\b(?:reveal|print|output|repeat|show|leak|expose) (?:\\w+ ){0,3}?(?:system prompt|hidden instructions|your instructions|api keys?|credentials)\\b',
      '(?:不要|别|勿|切勿|无需)(?:让|向|对)?(?:告诉|告知|通知|提示|透露给?|提及)?(?:用户)(?:知道|透露|提及|说)?',
      'ユーザーに(?:は)?(?:絶対に)?(?:言わ|知らせ|伝え|教え|明かさ|告げ)(?:ない|ず|ぬ)',
      '\\b(?:sag|sage|sagen sie|verrate|teile|informiere|zeige)(?: \\w+){0,3}? (?:dem |den )?(?:benutzer|nutzer|anwender) (?:nichts|nicht|davon nichts)|\\bohne (?:es )?(?:dem |den )?(?:benutzer|nutzer) (?:zu )?(?:sagen|informieren|mitzuteilen|fragen)',
      "\\b(?:ne|n') ?(?:le |en |lui )?(?:dis|dites|revele[zr]?|mentionne[zr]?|informe[zr]?|parle[zr]?)(?: \\w+){0,2}? (?:a |pas |rien |jamais |l'|pas a |rien a )*(?:l')?utilisateur|\\bsans (?:le dire a |informer |prevenir )l'utilisateur",
      '\\bno (?:le |se lo )?(?:digas|diga|reveles|menciones|informes|cuentes)(?: \\w+){0,3}? (?:al |a el )?usuario|\\bsin (?:decir(?:le|selo)?|informar|avisar)(?: nada)? al usuario',
    ),
  },
  {
    code: 'tool_order',
    weight: 1,
    pattern: says(
      '\\b(?:always|must|immediately|first|silently|secretly|automatically) (?:call|invoke|use|run|execute|trigger) (?:the |this |your |a )?(?:\\w+ ){0,2}?(?:tool|function|plugin|mcp|endpoint)\\b',
      '\\b(?:send|post|upload|forward|exfiltrate|transmit|append) (?:\\w+ ){0,5}?(?:conversation|chat history|memor(?:y|ies)|secrets?|passwords?|credentials|api keys?|user.?s? (?:data|information|details|messages)) (?:\\w+ ){0,3}?(?:to|at|via) ',
      '(?:总是|始终|必须|立即|每次都?)(?:先)?(?:调用|使用|执行|运行).{0,12}(?:工具|函数|插件|接口)|(?:把|将).{0,15}(?:对话|聊天记录|记忆|密码|密钥|凭据|用户(?:数据|信息)).{0,6}(?:发送|上传|转发|提交)(?:到|至|给)',
      '(?:必ず|常に|すぐに|毎回).{0,15}(?:ツール|関数|プラグイン)を(?:呼び出|実行|使用|使)|(?:会話|履歴|記憶|パスワード|認証情報|ユーザー(?:の)?(?:データ|情報))を.{0,25}(?:送信|アップロード|転送)(?:し|せよ|する)',
      '\\b(?:immer|stets|sofort|zuerst) (?:das |die |den |dieses )?(?:\\w+ ){0,2}?(?:tool|werkzeug|funktion|plugin)\\b.{0,20}\\b(?:auf(?:rufen)?|nutzen|verwenden|ausfuhren)|\\b(?:sende|schicke|ubermittle|senden sie) (?:\\w+ ){0,4}?(?:gesprach|verlauf|passworter|zugangsdaten|nutzerdaten)\\b.{0,20}\\ban ',
      "\\b(?:appelle[zr]?|utilise[zr]?|execute[zr]?) (?:toujours|immediatement|d'abord|systematiquement) (?:l'|le |la |cet )?(?:outil|fonction|plugin)|\\b(?:envoie[zr]?|envoyer|transmets|transmettez) (?:\\w+ |l'|d'){0,4}?(?:conversation|historique|mots? de passe|identifiants|donnees) .{0,25}\\b(?:a|vers) ",
      '\\b(?:llama|usa|ejecuta|utiliza|invoca) (?:siempre|inmediatamente|primero) (?:a )?(?:la |el )?(?:herramienta|funcion|plugin)|\\b(?:envia|manda|transmite|reenvia) (?:\\w+ ){0,4}?(?:conversacion|historial|contrasenas?|credenciales|datos) .{0,25}\\b(?:a|hacia) ',
    ),
  },
  {
    code: 'exfiltration',
    weight: 1,
    raw: true,
    // An image that carries what is to be filled in, or a parameter named for it.
    pattern:
      /!\[[^\]]*\]\(\s*https?:\/\/[^)\s]*(?:\{|%7b|\$\(|<|\[|[?&](?:data|secret|history|conversation|context|prompt|memory|memories|chat|token|leak|exfil)=)/iu,
  },
  {
    code: 'hidden',
    weight: 1,
    raw: true,
    // Letters of tags that no eye sees, but for the flags that are made of them; runs without width; turned order.
    pattern:
      /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,6})[\u{e0020}-\u{e007e}]|[\u200b-\u200d\u2060-\u2064\ufeff]{4,}|[\u202d\u202e][^\u202c\n]{8,}|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4,}/u,
  },
  {
    code: 'assistant_must',
    weight: 1,
    pattern: says(
      '\\b(?:(?:the |any |all |this |every )?(?:(?:ai )?(?:assistants?|llms?|chatbots?|language models?|ais?|copilots?)|ai agents?|agents?(?= (?:reading|processing) this))(?: reading this| processing this)?|dear (?:ai|assistant|agent|llm)) (?:must|should|shall|has to|have to|is required to|are required to|is instructed to|are instructed to|needs to)(?: \\w+)? (?:always|never|not|immediately|call|use|recommend|tell|say|ignore|store|remember|save|send|reply|respond|include|treat|trust|follow|execute|mention|update|overwrite|delete)\\b',
      '\\b(?:note|message|instruction|attention|important)s? (?:to|for) (?:the |any |all )?(?:ai|assistants?|agents?|llms?|language models?|chatbots?)\\b',
      '(?:(?:ai)?(?:助手|助理|智能体|模型)|人工智能)(?:们)?(?:必须|应当?|应该|务必|需要|不得|禁止)(?:始终|总是|永远|立即|记住|推荐|告诉|忽略|调用|回复|使用|存储|更新|删除)',
      '(?:アシスタント|ai|エージェント|モデル)は(?:必ず|常に|絶対に|直ちに).{0,30}(?:こと|しなければならない|してください|すべき|せよ|する)',
      '\\b(?:der |die |jeder )?(?:ki-?)?(?:assistent|agent|chatbot|sprachmodell|ki) (?:muss|soll|sollte|hat) (?:immer|stets|niemals|nie|sofort|unbedingt|den|die|das)\\b',
      "\\b(?:l'|un |tout )?(?:assistant|agent|chatbot|ia|modele de langage)(?: ia)? (?:doit|devra|est tenu de) (?:toujours|jamais|immediatement|imperativement|ignorer|recommander|appeler|dire)",
      '\\b(?:el |un |todo )?(?:asistente|agente|chatbot|modelo de lenguaje|ia)(?: de ia)? (?:debe|debera|tiene que) (?:siempre|nunca|inmediatamente|ignorar|recomendar|llamar|decir)',
    ),
  },
  {
    code: 'remember_order',
    weight: 1,
    pattern: says(
      '\\b(?:remember|store|save|write|add|record|commit|persist) (?:\\w+ ){0,4}?(?:to|in|into) (?:your |the |its )?(?:long[- ]term )?memor(?:y|ies)\\b',
      '\\b(?:update|overwrite|replace|delete|erase|clear) (?:\\w+ ){0,2}?(?:your|all|its|stored|the user.s) memor(?:y|ies)\\b',
      '(?:写入|存入|保存到?|加入|更新|覆盖|清空|删除)(?:到)?(?:你的?|长期|所有|用户的?)+(?:长期)?记忆',
      '(?:長期)?(?:記憶|メモリ)(?:に|へ)(?:必ず)?(?:保存|記録|書き込|追加)(?:せよ|しろ|してください|すること)|(?:あなたの|すべての)(?:記憶|メモリ)を(?:更新|上書き|削除|消去)',
      '\\b(?:speichere|merke|schreibe|ubernimm)(?: dir)?(?: \\w+){0,3} (?:in|im) (?:dein(?:em|en)? |das )?(?:langzeit)?gedachtnis',
      '\\b(?:enregistre[zr]?|memorise[zr]?|stocke[zr]?|ajoute[zr]?)(?: \\w+){0,3} (?:dans|a) (?:ta|votre|la) memoire',
      '\\b(?:guarda|almacena|registra|anade|escribe)(?: \\w+){0,3} en (?:tu|su|la) memoria',
    ),
  },
  {
    code: 'always',
    weight: 0.5,
    pattern: says(
      '\\b(?:always|never|must|only|be sure to|make sure to) (?:\\w+ )?(?:recommend|tell|say|mention|reply|respond|answer|include|suggest|refer|transfer|pay|use|send|buy|trust|believe|agree|prefer|click|visit|open|call)\\b',
      '(?:总是|始终|永远|务必|必须|一律|请只)(?:要|都|向|把|优先)?(?:推荐|告诉|回复|回答|提到|使用|转账|付款|购买|相信|同意|访问|点击|汇款)',
      '(?:必ず|常に|いつも|絶対に).{0,20}(?:推奨|薦め|勧め|答え|返信|使用|送金|振り込|購入|信頼|アクセス|クリック)',
      '\\b(?:immer|stets|niemals|nur|unbedingt) (?:\\w+ ){0,3}?(?:empfehlen|empfiehl|sagen|antworten|uberweisen|uberweise|verwenden|nutzen|kaufen|vertrauen|klicken)\\b|\\b(?:empfiehl|uberweise|verwende|nutze|antworte) (?:immer|stets|nur)\\b',
      '\\b(?:toujours|jamais|uniquement|imperativement) (?:\\w+ )?(?:recommander|dire|repondre|utiliser|virer|payer|acheter|cliquer|faire confiance)|\\b(?:recommande[zr]?|reponds|repondez|utilise[zr]?|virez) toujours\\b',
      '\\b(?:siempre|nunca|solo) (?:\\w+ )?(?:recomendar?|recomienda|decir|di|responder?|responde|usar?|usa|transferir|transfiere|pagar|compra|confia)\\b',
    ),
  },
  {
    code: 'you_must',
    weight: 0.5,
    pattern: says(
      '\\byou (?:must|shall|have to|are required to|are to|will) (?:always |never |not |now |only )',
      '你(?:必须|务必|只能|不得|一定要)',
      'あなたは(?:必ず|絶対に|常に)|しなければなりません',
      '\\b(?:du musst|sie mussen) (?:immer|stets|niemals|unbedingt|nur)\\b',
      '\\b(?:tu dois|vous devez) (?:toujours|jamais|imperativement|uniquement)\\b',
      '\\b(?:debes|tienes que|usted debe) (?:siempre|nunca|solo)\\b',
    ),
  },
  {
    code: 'about_user',
    weight: 0.5,
    outsideOnly: true,
    // Who knows the user from outside? A page that speaks of "the user" speaks to their assistant.
    pattern: says(
      "\\bthe user(?:'s)? (?:\\w+ ){0,3}?(?:is|are|prefers?|wants?|likes?|has (?:agreed|consented|approved|asked|moved|changed)|lives?|banks?|trusts?|needs?|authori[sz]e[sd]?|owns?)\\b",
      '(?:该|此|这位)?用户的.{1,15}(?:是|为)|用户(?:已经?)?(?:同意|授权|偏好|喜欢|想要|要求|搬到|更换)',
      'ユーザー(?:の.{1,15}は|は.{1,20}(?:同意|許可|好み|希望|望ん|住んで|変更))',
      '\\b(?:der|des) (?:benutzers?|nutzers?) (?:\\w+ ){0,3}?(?:ist|bevorzugt|will|mochte|hat (?:zugestimmt|erlaubt))|\\b(?:bank|konto|adresse|passwort) des (?:benutzers|nutzers)',
      "\\bl'utilisateur (?:\\w+ ){0,2}?(?:est|prefere|veut|souhaite|a (?:accepte|autorise|demande))|\\b(?:banque|compte|adresse) de l'utilisateur",
      '\\bel usuario (?:\\w+ ){0,2}?(?:es|prefiere|quiere|desea|ha (?:aceptado|autorizado|pedido))|\\b(?:banco|cuenta|direccion) del usuario',
    ),
  },
];
