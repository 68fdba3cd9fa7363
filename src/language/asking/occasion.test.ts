import { describe, expect, it } from 'vitest';
import { occasionAsked } from './occasion.js';

describe('which of several occasions is asked for (T4)', () => {
  it.each([
    'When did I last meet Esra?',
    'When was the last time I saw Esra?',
    'Where did I see Esra last?',
    'Where did I meet Esra most recently?',
    'What was done at my last dentist visit?',
    'Wann war der letzte Ölwechsel?',
    'Wann war ich zuletzt in Wien?',
    'Quand ai-je vu Paul pour la dernière fois ?',
    '¿Cuándo vi a Paul por última vez?',
    '我上次见小美是什么时候？',
    '最后一次打疫苗是哪天',
    '最後に歯医者に行ったのはいつ？',
    '마지막으로 민지를 만난 게 언제야?',
  ])('%s: the last', (question) => {
    expect(occasionAsked(question)?.which).toBe('last');
  });

  it.each([
    'When did I first meet Esra?',
    'Where did I see her for the first time?',
    'Wann war ich zum ersten Mal in Wien?',
    '第一次见小美是在哪里？',
  ])('%s: the first', (question) => {
    expect(occasionAsked(question)?.which).toBe('first');
  });

  it.each([
    'What did I do last week?',
    'What did I buy last summer?',
    'What is my last name?',
    'Was habe ich letzte Woche gekauft?',
    'Was war letzten Montag?',
    "Qu'est-ce que j'ai fait la semaine dernière ?",
    '¿Qué hice el mes pasado?',
    '上个月我去了哪里？',
    'How long did it last?',
    'What was my first car?',
  ])('%s: none', (question) => {
    expect(occasionAsked(question)).toBeUndefined();
  });
});
