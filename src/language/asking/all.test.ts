import { describe, expect, it } from 'vitest';
import { spansIn } from '../dates/dates.js';
import { asksForAll } from './all.js';

const asks = (question: string) =>
  asksForAll(
    question,
    spansIn(question, Date.UTC(2026, 10, 22, 21), 'UTC').map(({ text }) => text),
  );

describe('language/asking/all', () => {
  it.each([
    'What happened in May 2023?',
    'What did I do last week?',
    "What's new this week?",
    'what went wrong last week?',
    'What changed in March?',
    'Was ist letzte Woche schiefgelaufen?',
    '¿Qué salió mal la semana pasada?',
    'Which events were there in March?',
    'Tell me everything that happened on 8 April 2026',
    'last week',
    'Was habe ich letzte Woche gemacht?',
    'Was ist im Mai 2023 passiert?',
    "Qu'ai-je fait la semaine dernière ?",
    "Que s'est-il passé en mai 2023 ?",
    '¿Qué hice la semana pasada?',
    '¿Qué pasó en mayo de 2023?',
    '上周我做了什么？',
    '2023年5月发生了什么事情',
    '去年五月發生了什麼',
    '先週何をしましたか',
    '2023年5月に何がありましたか',
    '지난주에 뭐 했어?',
    '2023년 5월에 무슨 일이 있었어?',
  ])('%s asks for all of a time', (question) => {
    expect(asks(question)).toBe(true);
  });

  it.each([
    'What happened?',
    'What did Mia do in May 2023?',
    'What did I eat last week?',
    'Where did I go last week to swim?',
    'Was habe ich letzte Woche gekocht?',
    '¿Qué compré la semana pasada?',
    '上周我吃了什么？',
    '2023年5月买了什么',
    '先週どこに行きましたか',
    '지난주에 어디 갔어?',
    'Who repaired the boiler last week?',
  ])('%s does not', (question) => {
    expect(asks(question)).toBe(false);
  });
});
