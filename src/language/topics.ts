/**
 * What facts about people are mostly about, where a change is told in other words than what it changes: who
 * "moved to Porto" no longer "lives in Lisbon", and the two share no word. By `pattern` a text is seen to be of
 * the topic; `words` find others of it.
 */
export interface Topic {
  name: string;
  pattern: RegExp;
  words: string;
}

const either = (...parts: string[]) => new RegExp(parts.join('|'), 'iu');

export const topics: readonly Topic[] = [
  {
    name: 'home',
    pattern: either(
      String.raw`\b(?:live[sd]?|living|moved?|moving|reside[sd]?|relocat\w+|home|address|apartment|wohn\w+|umgezogen|vive|habite|mud\w+)\b`,
      String.raw`住|搬|迁居|遷居|定居|家在|引っ越|暮ら|살[아고]|산다|이사`,
    ),
    words: 'lives living moved home wohnt 住在 搬到 定居 住んでいる 引っ越した 살아요 이사',
  },
  {
    name: 'work',
    pattern: either(
      String.raw`\b(?:works?|worked|working|job|employ\w+|company|career|hired|joined|quit|retired|promoted|position|arbeitet|beruf|travaille|trabaja)\b`,
      String.raw`工作|上班|跳槽|入职|入職|离职|離職|辞职|辭職|职位|職位|公司|任职|任職|退休|働|勤め|転職|就職|仕事|退職|직장|회사|이직|일해`,
    ),
    words:
      'works working job company employed arbeitet 工作 上班 公司 働いている 勤めている 仕事 회사 직장',
  },
  {
    name: 'couple',
    pattern: either(
      String.raw`\b(?:married|marr(?:y|ies)|husband|wife|spouse|fiancée?|girlfriend|boyfriend|partner|divorced?|single|dating|engaged|broke up|verheiratet|geschieden)\b`,
      String.raw`结婚|結婚|离婚|離婚|丈夫|妻子|老婆|老公|女友|男友|女朋友|男朋友|单身|單身|分手|彼女と|彼氏|夫|妻|独身|결혼|이혼|남편|아내|여자친구|남자친구`,
    ),
    words:
      'married husband wife girlfriend boyfriend partner divorced 结婚 妻子 丈夫 女朋友 男朋友 夫 妻 결혼 남편 아내',
  },
  {
    name: 'diet',
    pattern: either(
      String.raw`\b(?:eats?|eating|ate|diet|vegan|vegetarian|meat|pescatarian|halal|kosher|gluten|isst|mange|come)\b`,
      String.raw`吃|素食|饮食|飲食|食べ|菜食|ベジタリアン|먹|채식`,
    ),
    words: 'eats diet vegan vegetarian meat isst 吃 素食 肉 食べる 菜食 먹어요 채식',
  },
  {
    name: 'study',
    pattern: either(
      String.raw`\b(?:stud(?:y|ies|ied|ying)|university|college|school|student|degree|graduat\w+|studiert|universität)\b`,
      String.raw`大学|大學|学校|學校|专业|專業|就读|就讀|毕业|畢業|留学|大学院|専攻|卒業|通って|대학|학교|전공|졸업`,
    ),
    words: 'studies university school student degree 大学 专业 就读 毕业 専攻 卒業 대학 전공',
  },
  {
    name: 'vehicle',
    pattern: either(
      String.raw`\b(?:cars?|drives?|driving|vehicle|motorbike|motorcycle|bike|auto|fährt)\b`,
      String.raw`开车|開車|汽车|汽車|买车|车|車|バイク|운전|자동차`,
    ),
    words: 'car drives vehicle bike 汽车 开车 車 バイク 자동차',
  },
];

/** The topics that a text is about. */
export function topicsOf(text: string): Topic[] {
  return topics.filter(({ pattern }) => pattern.test(text));
}
