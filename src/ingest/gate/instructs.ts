import { fold } from '../../language/terms/fold.js';
import type { Trust } from '../../model/trust.js';
import { instructSignals } from './instruct-signals.js';

/** From here on a text is taken to be aimed at an assistant. */
const AIMED = 1;
/** Every pattern that folded text is searched for needs one of these: most texts need no other look. */
const HINTS =
  /ignor|disregard|forget|overrid|bypass|follow|vergiss|missacht|uberschreib|oubli|contourn|tien|olvid|omit|descart|you |from now|mode|instruct|instruk|anweis|instruc|prompt|directive|user|tell|reveal|print|leak|expose|always|must|never|assistant|asistent|assistent|agent|agente|\bllm|\bai\b|\bais\b|\bki\b|\bia\b|chatbot|copilot|memor|gedachtnis|send|upload|post|forward|transm|append|call|invoke|immer|stets|niemals|unbedingt|toujours|jamais|siempre|nunca|\bsolo\b|benutzer|nutzer|anwender|utilisateur|usuario|desormais|maintenant|ahora|忽略|无视|忘|不要|绕过|你|从现在|新的|别|勿|无需|总是|始终|必须|立即|每次|把|将|助手|助理|智能体|模型|人工智能|记忆|永远|务必|一律|请只|用户|指示|命令|プロンプト|ルール|規則|指令|あなた|今後|これから|ユーザー|必ず|常に|すぐに|毎回|会話|履歴|記憶|メモリ|アシスタント|エージェント|いつも|絶対|しなければ/u;

export interface Instructing {
  isAimed: boolean;
  /** Codes, such as `override`. */
  signals: readonly string[];
}

/**
 * Whether a text tells an assistant what to do. Users may do that, whatever comes from outside may not;
 * of what an assistant said itself only the plain attempts count.
 */
export function instructingIn(text: string, trust: Trust): Instructing {
  let folded: string | undefined;
  const read = () => (folded ??= fold(text.toWellFormed()));
  const hinted = HINTS.test(read());
  const raised = instructSignals.filter(({ raw, pattern, outsideOnly, weight }) => {
    if (trust !== 'outside' && (outsideOnly === true || weight < AIMED)) return false;
    if (raw) return pattern.test(text);
    return hinted && pattern.test(read());
  });
  const total = raised.reduce((sum, { weight }) => sum + weight, 0);
  return { isAimed: total >= AIMED, signals: raised.map(({ code }) => code) };
}
