import { describe, expect, it } from 'vitest';
import { spansIn } from './dates.js';

const now = Date.parse('2026-11-23T09:00:00Z');
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
