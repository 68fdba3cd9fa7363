import { describe, expect, it } from 'vitest';
import { spansIn } from './dates.js';

const now = Date.parse('2026-11-23T09:00:00Z');
const daysOf = (text: string) =>
  spansIn(text, now, 'UTC').map((span) =>
    [span.from, span.to].map((at) => new Date(at).toISOString().slice(0, 10)).join(' '),
  );
const monthOf = (text: string) =>
  spansIn(text, now, 'UTC').map(({ from }) => new Date(from).toISOString().slice(0, 7));

describe('a month without a year (T4)', () => {
  it.each([
    ['¿Qué pasó en abril?', '2026-04'],
    ['¿Con quién cené en diciembre?', '2025-12'],
    ['¿Quién me visitó en diciembre?', '2025-12'],
    ['¿Qué he hecho en diciembre?', '2025-12'],
    ["Qu'est-ce qui s'est passé en avril ?", '2026-04'],
    ['Qui est venu en décembre ?', '2025-12'],
    ['Was ist im Dezember passiert?', '2025-12'],
    ['Wen traf ich im Dezember?', '2025-12'],
    ['Was habe ich im Dezember gekauft?', '2025-12'],
    ['What broke in December?', '2025-12'],
  ])('of a question in the past is the one before: %s', (text, month) => {
    expect(monthOf(text)).toEqual([month]);
  });

  it.each([
    ['¿Qué haré en abril?', '2027-04'],
    ['Was passiert im Dezember?', '2026-12'],
    ['Was muss im Dezember repariert werden?', '2026-12'],
    ['What is on in December?', '2026-12'],
  ])('of any other is the next: %s', (text, month) => {
    expect(monthOf(text)).toEqual([month]);
  });
});

describe('since a feast (T4)', () => {
  it.each([
    ['What have I done since Easter?', '2026-04'],
    ['since Christmas', '2025-12'],
    ['Was ist seit Ostern passiert?', '2026-04'],
    ['desde Semana Santa', '2026-03'],
    ['depuis Pâques', '2026-04'],
  ])('is since the last one: %s', (text, month) => {
    expect(monthOf(text)).toEqual([month]);
  });
});

describe('a time counted from now beside another (T4)', () => {
  it.each([
    ['two years ago in November', '2024-11-01 2024-12-01'],
    ['last year in November', '2025-11-01 2025-12-01'],
    ['3 years ago in summer', '2023-06-01 2023-09-01'],
    ['两年前的十一月', '2024-11-01 2024-12-01'],
    ['vor zwei Jahren im November', '2024-11-01 2024-12-01'],
    ['il y a deux ans en novembre', '2024-11-01 2024-12-01'],
    ['hace dos años en noviembre', '2024-11-01 2024-12-01'],
    ['a year ago today', '2025-11-23 2025-11-24'],
    ['two weeks ago today', '2026-11-09 2026-11-10'],
    ['the summer before last', '2025-06-01 2025-09-01'],
    ['the winter before last', '2024-12-01 2025-03-01'],
    ['What did I do at the weekend?', '2026-11-21 2026-11-23'],
    ['What will we do at the weekend?', '2026-11-28 2026-11-30'],
    ['Was haben wir am Wochenende gemacht?', '2026-11-21 2026-11-23'],
  ])('%s', (text, days) => {
    expect(daysOf(text)).toEqual([days]);
  });

  it('is none where nothing tells of when', () => {
    expect(daysOf('I love the weekend')).toEqual([]);
  });
});
