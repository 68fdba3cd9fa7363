import { describe, expect, it } from 'vitest';
import { asksForOutcome } from './outcome.js';

describe('a question how a matter came out (T4)', () => {
  it.each([
    'Did Kessler settle the invoice?',
    'Is the login problem solved?',
    'Why could nobody sign in?',
    'What happened with the crash on upload?',
    'When was the leak fixed?',
    'Wurde die Rechnung bezahlt?',
    'Warum ging der Login nicht?',
    'Pourquoi la connexion a échoué ?',
    '¿Por qué falló el envío?',
    '发票付了吗？',
    '登录问题怎么样了？',
    'ログインの不具合は直った？',
    '로그인 문제는 해결됐어?',
  ])('%s', (question) => {
    expect(asksForOutcome(question)).toBe(true);
  });

  it.each([
    'Who reported the crash?',
    'Which tickets does Delmar have?',
    'What did Greg say first?',
    'Wer hat den Fehler gemeldet?',
    '谁报的问题？',
  ])('%s: not', (question) => {
    expect(asksForOutcome(question)).toBe(false);
  });
});
