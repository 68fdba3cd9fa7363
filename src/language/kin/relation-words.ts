/**
 * What a person has one of at a time, and how its change is told in other words than what it changes: who
 * "moved to Leipzig" no longer "lives in Hamburg", and who "picked up the Skoda" no longer drives the Golf.
 * English; German, Spanish, French; Chinese, Japanese, Korean.
 */
export interface Relation {
  name: string;
  /** Of a question. */
  asks: RegExp;
  /** Words by which it is asked for, beside those that tell whose it is, and what else is asked. */
  words: RegExp;
  /** Of a sentence: what holds, or what has changed. A group `named` has to be written as a name. */
  tells: readonly RegExp[];
  /** Words by which a change is told, and that no question of it holds; as they stand in texts. */
  finds: string;
  /** Of a thing: who tells it does not matter. */
  ofThings?: true;
}

export const either = (...parts: string[]) => new RegExp(parts.join('|'), 'iu');
export const each = (...parts: string[]) => new RegExp(parts.join('|'), 'giu');
const any = (...parts: string[]) => parts.map((part) => new RegExp(part, 'giu'));
/** Whose, as `THEIR` of a thing that somebody has one of. */
const THEIR = String.raw`(?:my|our|your|his|her|their|(?!(?:where|when|who|how|it|that|there|here)')\p{L}+'s)`;
/**
 * A question for the thing itself ("What is my car now?", "my old car"), since where it is, who has it and what
 * is in it are other questions.
 */
const itself = (things: string) =>
  String.raw`^\W*(?:(?:please |can you |could you |do you (?:still )?(?:know|remember) |tell me |remind me (?:of )?|show me )*(?:what(?:'s| is| was| are| were)?|which (?:is|was)|do you (?:still )?(?:know|remember)|tell me|remind me of|show me)\W+)?(?:now |currently )?(?:the )?${THEIR} (?:(?:\S+ ){0,2})(?:${things})(?: (?:is|was|called|now|again|currently|these days|at the moment|right now|please|before|previously|originally|in the past))*\W*$`;
/** Not "moved to Friday", "moved to Slack", "moved to the sales team". */
const DWELLING =
  '(?:house|flat|apartment|place|room|studio|home|city|town|village|country|countryside|suburbs?|dorm|farm|coast|island)';
const NO_PLACE =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|slack|teams|zoom|discord|signal|whatsapp|telegram|notion|obsidian|github|gitlab|jira|linear|postgres\\w*|mysql|sqlite|mongo\\w*|redis|docker|kubernetes|aws|azure|google|linux|ubuntu|windows|mac\\w*|android|ios|spotify|netflix|youtube|apple|amazon|gmail|outlook|fastmail|proton\\w*|dropbox|icloud|chatgpt|claude|openai|gemini|firefox|chrome|safari|signal|mastodon|bluesky|typescript|javascript|bun|deno|node|svelte|vite|kotlin|swift|java|next|remote|part-time|full-time|python|rust|go|react|vim|neovim|vs code|plan|version|phase|step|platform|gate';
const MOVED_TO = String.raw`\bmov(?:ed|ing) (?:back |over |out |in |here )*to (?:(?!(?:${NO_PLACE}|an?|the|our|my|his|her|their)\b)(?<named>\p{L}+)(?!\p{L})|(?:an?|the|our|my) (?:[\p{L}-]+ ){0,3}${DWELLING}\b)`;
const MAKE =
  '(?:volkswagen|vw|passat|bmw|audi|mercedes|skoda|octavia|toyota|corolla|honda|tesla|model [3sxy]|kia|hyundai|renault|clio|twingo|peugeot|citroen|volvo|mazda|nissan|opel|astra|porsche|subaru|lexus|dacia|suzuki|jeep|byd|polestar|rivian|chevrolet)';
const CAR_NOUN =
  '(?:car|auto|van|suv|hatchback|convertible)(?! ?(?:seat|wash|insurance|parts?|keys?|ty?res?|tires?|battery|charger|radio|mats?|cover|park\\w*|rental|loan|magazine|ticket))';
/** Models that are words of their own are cars after an article alone, and not where more is made of them. */
const MODEL =
  '(?:golf|polo|civic|ford|fiesta|zoe|fiat|panda|leaf|corsa|mini|smart)(?! (?:lessons?|clubs?|courses?|shirts?|game|match|balls?|bags?|phone|watch|tv|speaker|fridge|break))';
const CAR = `(?:${MAKE}|(?:(?<=\\b(?:an?|the|my|our|new|used|electric|blue|red|white|black|old) )|(?<=^|\\bfiat |\\bford |\\brenault |\\bhonda |\\bnissan ))${MODEL}|${CAR_NOUN})`;
/** Where a make is written with other letters or a word of its own. */
const EASTERN_CAR =
  '(?<![自行火电電动動单單摩托公交婴嬰儿兒])[车車](?![轮輪票胎位库庫险險站牌展祸禍厘费費去来來到回上送接])|特斯拉|比亚迪|比亞迪|丰田|豐田|本田|大众|大眾|宝马|寶馬|奔驰|賓士|奥迪|奧迪|福特|蔚来|理想|小鹏|日产|日產|トヨタ|ホンダ|日産|マツダ|スバル|プリウス|テスラ|자동차|현대|기아|테슬라|소나타|아반떼';
export const relations: readonly Relation[] = [
  {
    name: 'home',
    asks: either(
      String.raw`\b(?:where|(?:in )?(?:which|what) (?:city|town|country|village|place|street|neighbou?rhood|flat|apartment))\b.*\b(?:live|living|lived|reside|based|at home|dwell)\b`,
      String.raw`\b(?:which|what) (?:city|town|village|country) (?:are|were|am|was) \S+ in\b`,
      itself('(?<!e-?mail |mail |ip |web |mac )address'),
      String.raw`\bwo wohn|\bwo (?:leb|lebt)|\bwohnort\b|\b(?:meine?|deine?|unsere?|alte) (?:\S+ )?(?:adresse|anschrift)\b|\bdónde viv|\bdonde viv|\bmi (?:\S+ )?dirección\b|\boù (?:est-ce que )?(?:j'|tu |il |elle )?habit|\bmon (?:\S+ )?adresse\b`,
      String.raw`\bwo (?:habe?|hast|hat|haben) .*\b(?:gewohnt|gelebt)\b|(?:\boù|\bdans quelle ville|\bdans quel quartier) .*\b(?:viv|habit|vis\b)|\ba?onde .*\b(?:mor[aoe]|viv)|\b(?:meu|nosso) (?:\S+ )?endereço\b|\bdove .*\b(?:abit|viv)|\bmio (?:\S+ )?indirizzo\b`,
      String.raw`^(?!.*(?:老家|娘家|婆家|[外奶]婆家|故乡|故鄉|[邮郵][箱件]|网址|IP)).*(?:住(?:在)?(?:哪|什么|什麼|何)|(?:家|住)在哪|哪(?:里|裡|儿|兒|个?城市|個城市)住|住址|地址)|どこに?(?:住|暮)|住所|住まい|어디에?서? ?(?:살|사(?=[세니는나])|거주)|(?:사는|살던) ?(?:곳|집|동네)|주소`,
    ),
    words: each(
      String.raw`\b(?:live[sd]?|living|reside[sd]?|based|city|town|country|village|place|street|number|address|home|postal|flat|apartment|(?:ge)?wohn\p{L}*|(?:ge)?leb(?:e|st|t|en)|adresse|anschrift|viv\p{L}*|dirección|habit\p{L}*|vis|ville|quartier|mor(?:o|a|amos|ava|ei|ar)|endereço|cidade|abit\p{L}*|indirizzo|città)\b`,
      String.raw`住址|地址|居住|住所|住まい|住んで\S*|住|家|城市|暮ら\S*|どこ|に|사는|곳|주소|살\S*|집\S*|동네\S*|거주\S*`,
    ),
    tells: any(
      String.raw`\b(?:live[sd]?|living|reside[sd]?) (?:now |currently |again )?(?:in|at|on|near|with)\b(?! (?:neovim|vim|lastpass|fear|peace|the moment))|\b(?:based|settled) in (?!(?:well|fine|nicely|now|again|already|the)\b)(?<named>\p{L}+)(?!\p{L})`,
      MOVED_TO,
      String.raw`\brelocated to\b|(?<!e-?mail |mail |ip |web )\baddress(?: is|:| \w+ changed| changed)|\bnew (?:home|postal )?address\b|\bour new (?:home|house|flat|apartment)\b`,
      String.raw`\b(?:wohn(?:e|st|t|en)|lebe?n?t?) (?:\p{L}+ )?(?:in|bei|am|auf)\b|\bumgezogen\b|\b(?:nach|in) \p{L}+ gezogen\b|\b(?:bin|sind|ist) (?:\p{L}+ ){0,4}gezogen\b|\bziehe? (?:\p{L}+ )?nach\b|\b(?:neue )?(?:adresse|anschrift) (?:ist|lautet)\b`,
      String.raw`\bviv(?:o|imos|e|en) en\b|\bmud(?:é|amos|ó|ado|aron) (?:a|al)\b|\bdirección (?:es|nueva)\b|\bnueva dirección\b|\bhabit(?:e|ons|ent) (?:à|en|au|dans)(?!\p{L})|\bdéménagé|\bemménagé`,
      String.raw`\bmor(?:o|amos|a) (?:em|no|na|num|numa|perto|com)\b|\bmud(?:ei|amos|ou) (?:pra|para|pro)\b|\bnovo endereço\b|\b(?:abito|abitiamo|vivo|viviamo) (?:a|in|al|nel|nella|con)\b|\btrasferit[oaie] (?:a|in|al|nel|nella)\b|\btraslocat[oaie]\b`,
      String.raw`住在|住进|住進|搬(?:到|去|来|來|进|進|回)|搬家|迁居|遷居|定居|移居|落户|落戶|(?:我家|家)在|地址(?:是|：|:|改|换|換)`,
      String.raw`住んで|住み始|暮らし|引っ越|移り住|住所は|살고|살아|삽니다|산다|거주|이사 ?(?:했|를|가|갔|왔|와|하)|주소는`,
    ),
    finds:
      'moved relocated umgezogen gezogen mudé mudado mudei mudamos déménagé emménagé trasferito trasferita 搬 搬到 搬家 定居 引っ越 移り 暮ら 이사 살고',
  },
  {
    name: 'work',
    asks: either(
      String.raw`\b(?:where|for (?:whom|which|what)|who|whom|(?:at |for )?(?:which|what) (?:company|firm|employer))\b.*\bwork(?:s|ed|ing)?\b(?! (?:out|on|with|together|from|best)\b)`,
      itself('job|employer|company|workplace|occupation|profession'),
      String.raw`\bwho\b.*\bemployer\b|\bwhat do(?:es)? \S+ do for (?:a living|work)\b`,
      String.raw`\bwo (?:arbeite|hab\p{L}*\b.*\bgearbeitet)|\bbei (?:wem|welcher firma|welchem unternehmen)\b|\barbeitgeber\b|\b(?:mein|dein)e?\S* (?:\S+ )?(?:job|firma|beruf|stelle)\b|\bdónde trabaj|\bdonde trabaj|\bmi (?:\S+ )?(?:trabajo|empresa)\b|\boù .*\btravaill|\bmon (?:\S+ )?(?:travail|employeur|emploi|métier|boulot)\b|\bcomme travail\b`,
      String.raw`\bwo (?:war|bin|waren|sind) .*\b(?:angestellt|beschäftigt)\b|\bonde .*\btrabalh|\b(?:meu|nosso) (?:\S+ )?(?:trabalho|emprego|cargo)\b|\bdove .*\blavor|\bmio (?:\S+ )?(?:lavoro|impiego|mestiere)\b|\bche lavoro\b`,
      String.raw`在?哪(?:里|裡|儿|兒|家公司|个公司|間公司)?(?:上班|工作|任职|任職)|什[么麼]工作|(?:干|幹|做)(?:什[么麼]|啥)的|[份个個]工作|哪家公司|(?:我|的)(?:公司|工作|职业|職業)|どこで働|どこに勤め|(?:勤務先|会社|職場|仕事)は|(?:何|どんな)の?仕事|어디(?:에)?서 일|어느 회사|직장|회사(?:는|가 어디)|무슨 일|직업`,
    ),
    words: each(
      String.raw`\b(?:work(?:s|ed|ing)?|job|employer|employed|company|firm|workplace|occupation|profession|living|arbeit\p{L}*|firma|beruf|stelle|angestellt|beschäftigt|trabaj\p{L}*|empresa|travaill?\p{L}*|employeur|emploi|métier|boulot|comme|fais\p{L}*|trabalh\p{L}*|emprego|cargo|lavor\p{L}*|impiego|mestiere|che)\b`,
      String.raw`上班|工作|[干幹做](?:什[么麼]|啥)?|任[职職]|公司|职业|職業|家|働\S*|勤め\S*|勤務先|会社|職場|仕事|で|どこ|일하\S*|일해\S*|다니\S*|회사\S*|직장|직업`,
    ),
    tells: any(
      String.raw`\bwork(?:s|ed|ing)? (?:(?:now|currently|nights|days|shifts|part-time|full-time|remotely|freelance) )*(?:at|for|with|as|in)\b(?! (?:home|the (?:garden|kitchen|evening|morning|moment|weekend)|night|least|least|all)\b)|\bemployed (?:at|by)\b|\b(?:job|employer|company) (?:is|at|with)\b`,
      String.raw`\bstart(?:ed|ing|s) (?:work(?:ing)? (?:at|with|as|for)\b|as an? |(?:at|with) (?!home\b|school\b)(?<named>\p{L}+)(?!\p{L}))|\bstarted (?:a|my|his|her|the) (?:new )?(?:job|position|role)\b|\b(?:was|been|got|were) hired (?:by|at|as)\b|\bhired me\b|\bpromoted to\b|\btook a (?:new )?(?:job|position)\b|\btaken a (?:new )?(?:job|position)\b|\b(?:got|have|has|landed|accepted|found) an? (?:new )?(?:job|position|offer)\b|\bnew (?:job|employer)\b|\bfirst day (?:at|with|as) (?!(?:home|school|kindergarten|nursery|uni|university|college|sea|the (?:beach|gym|office|pool))\b)`,
      String.raw`\bswitched (?:jobs )?(?:from \p{L}+ )?to (?!(?:${NO_PLACE})\b)(?<named>\p{L}+)(?!\p{L})|\bjoined an? (?:\p{L}+ )?(?:company|startup|start-up|firm|agency|bank|hospital|clinic|practice)\b`,
      String.raw`\bjoined (?:the )?(?!(?:${NO_PLACE}|an?|the|us|me|them|him|her|my|our)\b)(?<named>\p{L}+)(?!\p{L})(?! to (?!lead|work|run|head|build|manage))(?!.*\b(?:gym|choir|club|band|party|class|course|group|newsletter|church|zoom|meeting|call|trip|us|me|him|her|them|for (?:dinner|lunch|coffee|drinks|a))\b)`,
      String.raw`\barbeite(?:t|n|st)? (?:\p{L}+ )?(?:bei|für|als|in)\b|\bbei (?:\p{L}+ ){1,4}(?:angefangen|eingestellt)\b|\b(?:zu|von) (?:\p{L}+ ){1,4}gewechselt\b|\b(?:stelle|job|firma|arbeitgeber) (?:\p{L}+ )?gewechselt\b|\b(?:neuer?|neue[nm]?) (?:job|stelle|arbeitgeber|arbeit)\b|\bfange? (?:\p{L}+ )*bei\b`,
      String.raw`\btrabaj(?:o|a|amos|an) (?:en|para|como|de)\b|\b(?:empecé|empezó|comencé) (?:a trabajar|un nuevo trabajo|como)\b|\bnuevo (?:trabajo|empleo)\b|\bcontratad[oa]\b|\btravaille (?:chez|à|pour|comme|au|dans)(?!\p{L})|\bcommencé (?:chez|à travailler)|\b(?:nouve(?:au|l)) (?:travail|emploi|poste|job)\b|\bembauchée?\b|\bcommence\b[^.!?]{0,20} comme\b`,
      String.raw`\btrabalh(?:o|a|amos) (?:como|com|em|no|na|num|numa|de|para|pra)\b|\bcomecei (?:a trabalhar|no|na|num|numa|como)\b|\b(?:emprego|trabalho) novo\b|\bnovo (?:emprego|trabalho)\b|\bcontratad[oa] (?:como|pel[oa]|por)\b|\blavor(?:o|iamo) (?:come|in|da|per|presso|al|alla|nel|nella)\b|\b(?:iniziato|cominciato) (?:a lavorare|come)\b|\bnuovo (?:lavoro|impiego)\b|\bassunt[oa]\b`,
      String.raw`\b(?:empecé|empezó|comencé) en (?<named>\p{L}+)(?!\p{L})`,
      String.raw`(?:在|于).{1,12}(?:上班|工作|任职|任職|就职|就職|[当當做](?!然)\p{Script=Han}{1,6}(?:[师師员員生手理长長工]))|跳槽|入[职職]|加入(?![^，。]*(?:健身|[会會][员員]|俱[乐樂]部|群|社[团團]|合唱|球[队隊]|[购購]物|微信|收藏))|(?:公司|企[业業]|集[团團]|[银銀]行|[医醫]院|工[厂廠])(?:里|裡)?[当當做](?!然)|[报報]到|换[^，。]{0,3}工作|換[^，。]{0,3}工作|新工作|被.{1,10}[录錄]用`,
      String.raw`働いて|働き始|勤めて|勤務して|転職|入社|就職|会社は|新しい(?:会社|職場)|(?:[\p{Script=Katakana}ー]{2}|社|会社|部署)に[^。]{0,3}移り|일하고|일해요|일합니다|(?<!(?:학교|학원|헬스장|체육관|교회|도서관|병원|유치원|수업|여행)(?:에|를|을)? ?)(?:다니고|다녀요|다닙니다)|이직|입사|취직|새 직장`,
    ),
    finds:
      'started joined hired job angefangen gewechselt empecé contratado contratada comecei commencé embauché assunto assunta 跳槽 入职 入職 报到 加入 公司 转职 転職 入社 就職 勤め 働い 이직 입사 취직 다니',
  },
  {
    name: 'vehicle',
    asks: either(
      String.raw`\b(?:which|what|kind of|make of) (?!(?:is|was|are|were|do|does|did|happened)\b)(?:\p{L}+ )?(?:cars?|vehicle)\b|\b(?:which|what)\b.*\b(?:drive|drove)\b`,
      itself('car|vehicle'),
      String.raw`\b(?:welches|was für ein) auto\b|\b(?:mein|dein|unser)\S* (?:\S+ )?auto\b|\bfahre ich für ein\b|\b(?:qué|que|cuál es mi) (?:coche|carro|auto)\b|\bmi (?:\S+ )?(?:coche|carro)\b|\bquelle voiture\b|\bma (?:\S+ )?voiture\b|\bque carro\b|\bmeu (?:\S+ )?carro\b|\b(?:che|quale) macchina\b|\bmia (?:\S+ )?macchina\b`,
      String.raw`(?:什[么麼]|哪[一]?[辆輛台部]?)[车車]|我的[^，。]{0,5}[车車]|(?:何|どんな|どの)(?:の)?車|車は|무슨 차|어떤 차|내 차`,
    ),
    words: each(
      String.raw`\b(?:cars?|vehicle|driv(?:e|es|ing)|drove|own|auto|fahr(?:e|en|t|st)|coche|carro|conduzco|voiture|conduis|macchina|kind|make|model|für)\b`,
      String.raw`[车車]|开|開|乗\S*|何|の|운전\S*|차\S*|타\S*`,
    ),
    tells: any(
      String.raw`\b(?:drives?|driving|drove) (?:now )?(?:an?|my|our) (?!(?:kids|children|son|daughter|mother|mum|mom|dad|hard|bus|taxi|truck|lorry|train)\b)|\b(?:drives?|driving|drove) (?:now )?(?:his|her|the|their) (?:\p{L}+ )?${CAR}`,
      String.raw`\b(?:bought|got|picked up|leased?|leasing|purchased|traded|swapped|replaced|switched to|ordered|owns?|(?:have|has) an?)\b(?: (?!(?:for|from|with|in|at|by|to|on|off|into)\b)[\p{L}\d'-]+){0,5} ${CAR}\b|\b(?:traded|swapped|replaced)\b[^.!?]{0,40}\b${CAR}\b|\b(?:car|vehicle) is an?\b|\b(?:new|used) car\b`,
      String.raw`\bfahre (?:\p{L}+ )?(?:einen?|meinen?)\b|\b(?:wagen|${CAR})\b[^.!?]{0,30}\b(?:gekauft|geholt|geleast|bestellt)\b|\bneues auto\b|\bconduzco\b|\b(?:compré|compramos|comprado)(?!\p{L})[^.!?]{0,30}\b(?:coche|carro|${MAKE})\b|\bconduis\b|\bacheté(?!\p{L})[^.!?]{0,30}\b(?:voiture|${MAKE})\b|\bnouvelle voiture\b`,
      String.raw`(?:开的?是?|開的?是?|买|買|换|換|提|租)[^，。！]{0,10}(?:${EASTERN_CAR})|(?:${EASTERN_CAR})[^。]{0,10}(?:に乗っ|を買|に買い替え|に替え|を購入)|(?<!バス|タクシー|バイク|エレベーター|コースター|ボート|ヨット)(?<=[\p{Script=Katakana}ー])に(?:乗って(?:い|る|ます)|買い替え)|(?:${EASTERN_CAR})[^.]{0,8}(?:타고|탑니다|타요|샀|바꿨|뽑았|운전)|차를 .{0,8}(?:샀|바꿨)`,
    ),
    finds:
      'bought picked sold leased gekauft geholt compré acheté 换 換 买 買 提车 買い 乗っ 乗り 샀 바꿨 탑니',
  },
  {
    name: 'phone',
    asks: either(
      String.raw`\b(?:(?:tele)?phone|mobile|cell|contact) number\b|\bnumber .*\b(?:call|reach|ring)\b`,
      String.raw`\b(?:telefon|handy|mobil)nummer\b|\b(?:número|numéro) de (?:teléfono|móvil|téléphone|portable)\b|(?:电话|電話|手机|手機)(?:号码?|號碼?)|電話番号|携帯の?番号|전화번호|휴대폰 번호`,
    ),
    words: each(
      String.raw`\b(?:(?:tele)?phone|mobile|cell|contact|number|(?:telefon|handy|mobil)nummer|número|numéro|teléfono|móvil|téléphone|portable|de)\b`,
      String.raw`(?:电话|電話|手机|手機)(?:号码?|號碼?)|号码|號碼|電話番号|携帯|番号|전화번호|휴대폰|번호`,
    ),
    tells: any(
      String.raw`(?:\b(?:number|phone|mobile|cell)\b|nummer\b|\bhandy\b|\bnúmero\b|\bnuméro\b|[号號]码?碼?|番号|번호)[^.!?。！？]{0,60}\d(?:[ \-/().]*\d){5}`,
    ),
    finds: 'number nummer número numéro 号 號 番号 번호',
  },
  {
    name: 'partner',
    asks: either(
      String.raw`\bwho(?:'s| is| was| am| are)\b.*\b(?:girlfriend|boyfriend|partner|wife|husband|spouse|fiancé?e?|dating|seeing|married to|together with|engaged to)\b|\b(?:name of|what).*\b(?:girlfriend|boyfriend|partner|wife|husband|spouse)(?:'s name| called)?\W*$`,
      String.raw`\bwer ist .*\b(?:freundin|freund|partnerin|partner|frau|mann)\b|\bquién es .*\b(?:novi[oa]|pareja|espos[oa]|marido|mujer)\b|\bqui est .*\b(?:copine|copain|femme|mari|compagne|compagnon)\b`,
      String.raw`(?:女朋友|男朋友|女友|男友|妻子|老婆|丈夫|老公|太太|[对對]象)(?:是|叫)|(?:彼女|彼氏|妻|夫|恋人)は|(?:여자친구|남자친구|아내|남편)`,
    ),
    words: each(
      String.raw`\b(?:girlfriend|boyfriend|partner|wife|husband|spouse|fiancé?e?|dating|seeing|married|together|engaged|name|called|freundin|freund|partnerin|frau|mann|novi[oa]|pareja|espos[oa]|marido|mujer|copine|copain|femme|mari|compagne|compagnon)\b`,
      String.raw`女朋友|男朋友|女友|男友|妻子|老婆|丈夫|老公|太太|[对對]象|叫|彼女|彼氏|妻|夫|恋人|여자친구|남자친구|아내|남편`,
    ),
    tells: any(
      String.raw`\b(?<!\b(?:business|sparring|tennis|training|running|dance|gym|study|chess|lab) )(?:girlfriend|boyfriend|partner|wife|husband|fiancée?)(?:'s name)? (?:is|now|:) (?:now |called |named |still )*(?<named>\p{L}+)(?!\p{L})`,
      String.raw`\b(?:married|dating|seeing|engaged to|in love with) (?:to )?(?<named>\p{L}+)(?!\p{L})(?! (?:tomorrow|today|tonight|on|at|for|next|again|off|in))|\bbeen seeing\b|\b(?:been|are|is|am|back) together\b|\bnew (?:girlfriend|boyfriend|partner)\b`,
      String.raw`\b(?:freundin|partnerin|frau|freund|mann|partner) (?:ist|heißt)\b|\b(?:bin|ist|sind) (?:jetzt |nun )?(?:mit \p{L}+ )?(?:zusammen|verheiratet|verlobt)\b|\bneue (?:freundin|partnerin)\b|\b(?:novi[oa]|pareja|espos[oa]) (?:es|se llama)\b|\bme casé\b|\b(?:copine|copain|femme|mari) (?:est|s'appelle)\b`,
      String.raw`(?:女朋友|男朋友|女友|男友|妻子|老婆|丈夫|老公|太太)(?:是|叫)|(?:和|跟|與|与).{1,6}(?:在一起(?=了|\d|[，。！]|$)|结婚|結婚|交往|订婚|訂婚)|(?:彼女|彼氏|妻|夫)は|と(?:付き合|結婚|婚約)|(?:여자친구|남자친구|아내|남편)[는은가이]|[와과랑] (?:사귀|결혼|약혼)`,
    ),
    finds:
      'dating married engaged together zusammen verheiratet verlobt casé 结婚 結婚 在一起 交往 婚約 付き 결혼 사귀 약혼',
  },
  {
    name: 'study',
    asks: either(
      String.raw`\b(?:where|which|what)\b.*\b(?:stud(?:y|ying)|(?:go(?:es)? to|attends?) (?:school|university|college))\b|\b(?:which|what) (?:school|university|college)\b|\bwhere\b.*\b(?:school|university|college)\b`,
      String.raw`\bwo studier|\b(?:welche|an welcher) (?:schule|uni|universität)\b|\bdónde estudi|\boù .*étudi|在?哪(?:里|裡|儿|所|間|间)?.{0,2}(?:读书|讀書|上学|上學|念书|念書|大学|大學|学校|學校|就读|就讀)|どこの(?:大学|学校)|どこで勉強|어느 (?:학교|대학)`,
    ),
    words: each(
      String.raw`\b(?:stud(?:y|ies|ying)|go|goes|attend|school|university|college|studier\p{L}*|schule|uni|universität|estudi\p{L}*|(?<!\p{L})étudi\p{L}*)\b`,
      String.raw`读书|讀書|上[学學]|念[书書]|大[学學]|[学學]校|就[读讀]|所|通\S*|勉強\S*|の|학교|대학\S*|다니\S*`,
    ),
    tells: any(
      String.raw`\bstud(?:y|ies|ying)\b(?! (?:for|all|hard|until|late|with|together)\b)[^.!?]{0,30} (?:at|in)\b|\b(?:go|goes|going|transfer+ed|switched|moved|enrolled|started|starts|accepted) (?:\p{L}+ )?(?:to|at|in|into)\b[^.!?]{0,40}\b(?:school|university|college|uni|academy|gymnasium|montessori)\b(?! (?:station|library|hospital|bus|gate|street|canteen|square|party|play))|\bin \d[a-d] at\b`,
      String.raw`\bstudier(?:e|t|en)\b|\b(?:an die|auf die|an der) (?:\p{L}+ )*(?:uni|universität|schule|\p{L}+schule)\b[^.!?]{0,20}(?:gewechselt|geh|besuch|eingeschrieben)|\bestudi(?:o|a|amos) en\b|(?<!\p{L})étudie à(?!\p{L})`,
      String.raw`在.{1,12}(?:读书|讀書|上学|上學|念书|念書|就读|就讀|读研|讀研|读大学)|(?:转学|轉學|考上|考入|转到|轉到|入读|入讀|升入)|(?:大学|学校|大学院)に(?:通|入|移|編入)|転校|進学|(?:학교|대학교?)(?:에|를|로) ?(?:다니|다녀|편입|전학|입학|옮)`,
    ),
    finds:
      'transferred switched enrolled gewechselt 转学 轉學 考上 考入 転校 進学 入学 전학 입학 편입',
  },
  {
    name: 'diet',
    asks: either(
      String.raw`\b(?:my|our|his|her|their|\p{L}+'s) (?:\S+ )?diet\b|\bwhat (?:kind of )?diet\b|\b(?:am|is|are) \S+ (?:a |still )*(?:vegan|vegetarian|pescatarian)\b|\b(?:do|does|can) \S+ (?:still )?eat (?:any )?(?:meat|fish|dairy|eggs|cheese|gluten)\b`,
      String.raw`\b(?:esse ich|isst \S+) (?:noch )?(?:fleisch|fisch)\b|\bernähre? (?:ich|mich)\b|\bcomo carne\b|\bsoy vegan[oa]\b|(?:吃)[荤葷素肉]|饮食|飲食|素食|(?:肉|魚)(?:を|は)食べ|食生活|ベジタリアン|(?:고기|채식)`,
    ),
    words: each(
      String.raw`\b(?:diet|vegan|vegetarian|pescatarian|eat|meat|fish|dairy|kind|esse|isst|fleisch|fisch|noch|ernähr\p{L}*|como|carne|soy|vegan[oa])\b`,
      String.raw`吃|[荤葷素肉]|饮食|飲食|素食|食生活|食べ\S*|魚|ベジタリアン|고기\S*|채식\S*|먹\S*`,
    ),
    tells: any(
      String.raw`\b(?:am|are|is|i'm|we're|he's|she's|became|become|going|gone|went|go|turned|stayed|stopped being|no longer|not|been|back to being) (?:(?:an?|now|fully|strictly|strict|mostly|again|still|completely) )*(?:vegan|vegetarian|pescatarian|flexitarian|omnivore|keto|paleo|gluten-free)\b|\b(?:eats?|eating|avoids?|avoiding|quit|gave up|given up|no|no more|off|without|cut out) (?:(?:any|red|all|no|more|only|much|a lot of|some) )*(?:meat|fish|dairy|eggs|cheese|gluten)\b(?! (?:for (?:dinner|lunch|breakfast)|at|on|with|tonight|today))|\bdiet (?:is|now)\b|\b(?:on|started|follow\p{L}*) an? (?:\p{L}+ )?diet\b`,
      String.raw`\bveget?ari(?:er|erin|sch)\b|\bvegan(?:er|erin)\b|\b(?:esse|isst|essen) (?:\p{L}+ ){0,3}(?:fleisch|fisch|vegan)\b|\bkein fleisch\b|\b(?:soy|es|somos|ahora|hago|volví a) (?:\p{L}+ )?(?:vegetarian[oa]|vegan[oa])s?\b|\b(?:como|comemos|come|dejé (?:de comer )?(?:la )?) ?carne\b|\bvégétarien(?:ne)?(?!\p{L})|\bmang(?:e|eons) (?:plus |pas )?(?:de (?:la )?)?viande\b`,
      String.raw`吃[荤葷素](?!菜)|戒[荤葷肉]|[开開][荤葷]|(?:不|不再|又|只|重新|[开開]始)吃[^，。的]{0,2}肉(?!面|麵|包|夹|松)|素食|肉[をは](?:また|再び|もう)?食べ(?!まし|た)|菜食|ベジタリアン|ヴィーガン|고기(?:를|는|도)? ?(?:안|끊|못|다시|먹기 시작|먹지)|채식|비건`,
    ),
    finds:
      'vegan vegetarian pescatarian meat vegetarier fleisch vegano carne végétarien 素食 吃素 戒 菜食 채식',
  },
  {
    name: 'boss',
    asks: either(
      String.raw`\bwho(?:'s| is| was| are)?\b.*\b(?:boss|manager|supervisor|line manager|report to)\b|\b(?:boss|manager|supervisor).* name\b|\b(?:wer (?:ist|war)|wie (?:heißt|hieß)) .*\b(?:chef|chefin|vorgesetzter?)\b|\b(?:quién|cómo se llama|qui|comment s'appel\p{L}+) .*\b(?:jefe|jefa|chef|cheffe|patronn?e?)\b|\b(?:quem|como se chama) .*\b(?:chefe|gestora?)\b|\b(?:chi|come si chiama) .*\bcapo\b`,
      String.raw`(?:老板|老闆|上司|上[级級]|主管|[经經]理|[领領][导導])(?:是|叫)?(?:[谁誰什]|的?名字)|(?:上司|部長|課長|店長)(?:は(?:誰|だれ)|って誰|の(?:お?名前))|(?:상사|팀장|부장)(?:님)?[은는이가의]? ?(?:누구|이름|성함)`,
    ),
    words: each(
      String.raw`\b(?:line|boss|manager|supervisor|reports?|name|chef|chefin|vorgesetzter?|jefe|jefa|cheffe|patronn?e?|chefe|gestora?|capo|heißt|hieß|wie|cómo|se|llama|comment|s'appel\p{L}+|como|chama|come|si|chiama|quem|chi|qui|quién)\b|老板|老闆|上司|上[级級]|主管|[经經]理|[领領][导導]|叫|的?名字|部長|課長|店長|の?お?名前|상사\S*|팀장님?|부장님?|이름\S*|성함\S*|누구\S*`,
    ),
    tells: any(
      String.raw`\b(?:boss|(?<!project )manager|supervisor)(?:'s name)?(?: at work| there| here)? (?:is|:) (?:now |called |named |still )*(?!(?:on|in|at|out|off|away|not|very|so|sick|back|a|an|the|my|great|nice)\b)(?<named>\p{L}+)(?!\p{L})`,
      String.raw`\breports? to (?!(?:the (?:police|office|desk|front)|work)\b)|\b(?:took|taken|takes) over (?:the|my|our) (?:team|department|group)\b|\b(?:chef|chefin) (?:ist|heißt)\b|\bneue[rn]? chef(?:in)?\b|\b(?:my|our|the|his|her) (?:new |line )*(?:boss|manager|supervisor)\b(?!'s)(?=[^.!?]*$)(?<=\b(?:is|became|becomes|as|was made|will be) (?:now )?(?:my|our|the|his|her) (?:new |line )*(?:boss|manager|supervisor))|\bnew (?:boss|(?:line )?manager|supervisor)\b|\b(?:jefe|jefa) (?:es|se llama)\b|\bnuev[oa] jef[ea]\b|\b(?:jef[ea] nuev[oa]|(?:chefe|gestora?) nov[oa]|capo nuovo)\b|\bneue[rn]? vorgesetzter?\b|\bnouv(?:eau|elle) (?:chef|cheffe|patronn?e?)\b|\bnov[oa] (?:chefe|gestora?)\b|\bnuov[oa] capo\b`,
      String.raw`\b(?:my|our|mein\w*|unser\w*|mi|nuestr[oa]|mon|ma|notre|meu|minha|noss[oa]|il mio|la mia) (?:boss|manager|supervisor|chef|chefin|cheffe|jefe|jefa|patronn?e?|chefe|gestora?|capo)(?:, (?<named>\p{L}+)(?!\p{L})|,? (?:mr|mrs|ms|dr|herr|frau|monsieur|madame|señora?|don|doña)\b)`,
      String.raw`(?:老板|老闆|上司|上[级級]|主管|[经經]理|[领領][导導])(?:是|叫|[换換]|改)|新(?:老板|老闆|上司|上[级級]|主管|[经經]理|[领領][导導])|上司(?:は|が|の\p{Script=Han}{1,3}(?:さん|部長|課長|は))|新しい上司|(?:상사|팀장|부장)(?:님)?[은는이가]`,
    ),
    finds:
      'boss manager reports took team chef chefin jefe jefa patron chefe capo 老板 老闆 上司 上级 领导 主管 상사 팀장',
  },
  {
    name: 'weight',
    asks: either(
      String.raw`\b(?:how much|what) .*\bweigh(?:t|s|ed)?\b|\bwie ?viel wiege|\bcuánto pes|\bcombien .*pès|体重|體重|多重|몸무게|체중`,
    ),
    words: each(
      String.raw`\b(?:weigh(?:t|s|ed)?|much|how|wiege?t?|viel|peso|cuánto|combien|pèse)\b|体重|體重|多[重少]|몸무게|체중|얼마\S*`,
    ),
    tells: any(
      String.raw`\b(?:weigh|gewicht|wiege|peso|pèse|down to|up to)[^.!?]{0,30}\d+(?:[.,]\d+)? ?(?:kg|kilos?|lbs?|pounds|stone)\b|(?:[体體]重|몸무게|체중)[^。]{0,12}\d|瘦到|胖到`,
    ),
    finds: 'weight weigh kg kilos pounds wiege peso 体重 體重 몸무게',
  },
  {
    name: 'reading',
    asks: either(
      String.raw`\b(?:what|which) (?:book|novel)\b.*\bread(?:ing)?\b|\bwhat .*\breading\b|\bwelches buch\b.*\blese|\bqué libro .*\bley|\bquel livre\b.*\blis\b|[读讀看](?:哪|什)[么麼]?(?:一?本)?[书書]|(?:何の|どの)本.*読|무슨 책`,
    ),
    words: each(
      String.raw`\b(?:books?|novel|read(?:ing)?|buch|lese|libro|ley\p{L}*|livre|lis)\b|[读讀看]|[书書]|本|読\S*|책\S*|읽\S*`,
    ),
    tells: any(
      String.raw`\b(?:reading|started|finished|nightstand|began|lese|leyendo|empecé|lis)\b[^.!?]{0,20}["“„«](?!.*\b(?:on|at) (?:apple|netflix|tv|hbo|disney|prime|youtube|the (?:cinema|theatre|radio))\b)|[读讀看][^。]{0,8}《|』を読|책을 읽`,
    ),
    finds: 'reading started nightstand lese leyendo 读 讀 読ん 읽고',
  },
  {
    name: 'name',
    asks: either(
      String.raw`\b(?:what|how) .*\b(?:called|named)\b|\bnames? of\b|\bwhat(?:'s| is| was) .*\bname\b`,
      String.raw`\bwie (?:heißt|heisst|heißen|nennt)\b|\bcómo se llama|\bcomment s'appelle|叫什[么麼]|名字|名前は|何という|이름`,
    ),
    words: each(
      String.raw`\b(?:called|named|names?|how|wie|heißt|heisst|heißen|nennt|cómo|se|llama|comment|s'appelle)\b|叫|名字|名前|何という|이름`,
    ),
    tells: any(
      String.raw`\b(?:called|named|names? is|renamed|goes by|heißt|heisst|heißen|umbenannt|(?:se|me) llama|s'appelle|changed .*\bname)\b`,
      String.raw`叫|改[名称稱为為成叫]|更名|名字|名前|という名|이름|개명|불러`,
    ),
    finds: 'renamed umbenannt 改名 更名 改称 개명',
    ofThings: true,
  },
];
