import { describe, expect, it } from 'vitest';
import { spansIn } from './dates.js';
import { eventAsked } from './event-asking.js';

const reference = Date.parse('2025-08-10T12:00:00Z');

/** What happened, and the first day of the time where it was on 28 June 2025. */
function told(question: string): [string, string | undefined] | undefined {
  const asked = eventAsked(question);
  if (!asked) return undefined;
  const span = spansIn(asked.on('2025-06-28'), reference, 'UTC').at(-1);
  return [asked.event, span && new Date(span.from).toISOString().slice(0, 10)];
}

describe('language/event-asking', () => {
  it.each([
    ['What did I do two weeks before the trip to Rome?', 'the trip to Rome', '2025-06-09'],
    ['The day after we flew home, what did I eat?', 'we flew home', '2025-06-29'],
    ['Who called 3 days after surgery', 'surgery', '2025-07-01'],
    ['the weekend before the marathon', 'the marathon', '2025-06-21'],
    ['Qu’ai-je fait deux semaines avant le mariage ?', 'le mariage', '2025-06-09'],
    ['¿Qué hice dos semanas antes del viaje?', 'viaje', '2025-06-09'],
    ['旅行前两周我做了什么？', '旅行', '2025-06-09'],
    ['去日本之前三天买了什么', '去日本', '2025-06-25'],
    ['搬家後兩個月我在哪裡？', '搬家', '2025-08-01'],
    ['旅行の2週間前に何をしましたか', '旅行', '2025-06-09'],
  ])('%s: %s', (question, event, day) => {
    expect(told(question)).toEqual([event, day]);
  });

  it.each([
    'How many days before the trip did I pack?',
    'a few weeks before the wedding',
    'What happened two weeks ago?',
    '两周前我做了什么',
    '2週間前に何をした？',
    'I was there before the rain',
    `two weeks before ${'the trip '.repeat(80)}`,
  ])('%s tells none', (question) => {
    expect(told(question)).toBeUndefined();
  });
});
