import { fold } from '../terms/fold.js';

/** In UTF-16 units: what asks so says it at once. */
const MOST_OPENING = 500;

/** Each meets folded text, without accents: English; German; French; Spanish; Chinese; Japanese; Korean. */
const patterns = [
  /^(?:(?:and|so|but) )?(?:did|has|have|had|is|are|was|were|why|how come)\b|\bwhat (?:happened|came of|became of)\b|\b(?:status|outcome|resolution) of\b|\bhow did .* (?:end|turn out)\b/,
  /\b(?:solved|resolved|fixed|settled|closed|sorted|mended|repaired|finished|paid)\b/,
  /^(?:hat|haben|ist|sind|war|waren|wurde|wurden|warum|wieso|weshalb)\b|\b(?:gelost|behoben|erledigt|bezahlt|geklart)\b/,
  /^(?:est-ce que|pourquoi)\b|\b(?:resolue?s?|reglee?s?|payee?s?|reparee?s?)\b/,
  /^(?:por que|se ha|ya)\b|\b(?:resuelt|solucionad|arreglad|pagad|cerrad)[oa]s?\b/,
  /[吗嗎么麼](?:[?？]|$)|[为為][什甚]|解[决決]|怎[么麼][样樣]了|[结結]果|[处處]理|修好|付[清了]/,
  /(?:ました|した|った)か|なぜ|どうして|解決|直っ|結果|どうな/,
  /해결|고쳐|고쳤|왜|결과|어떻게 ?됐|어떻게 ?되/,
];
const ASKS = new RegExp(patterns.map(({ source }) => source).join('|'), 'u');

/** Whether it asks how a matter stands or came out, or why it was: by the last that was told of it, then. */
export const asksForOutcome = (question: string): boolean =>
  ASKS.test(
    fold(question.slice(0, MOST_OPENING).toWellFormed())
      .replaceAll('’', "'")
      .replace(/^[\s¿]+/, ''),
  );
