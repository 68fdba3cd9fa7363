import { describe, expect, it } from 'vitest';
import { caseNumbersIn } from './case-numbers.js';

describe('numbers of a case (T4)', () => {
  it.each([
    ['FD-1302 resolved 11:30.', ['FD-1302']],
    ['Z-4520 still not solved, see INC-38.', ['Z-4520', 'INC-38']],
    ['Invoice 2026-0871 is overdue (#482).', ['2026-0871', '#482']],
    ['Fixed in #77, again #77.', ['#77']],
  ])('%s', (text, numbers) => {
    expect(caseNumbersIn(text)).toEqual(numbers);
  });

  it.each([
    'On 2026-08-14 at 11:30, in 2026-08.',
    'Upgraded to v18.2.0 and Node 20.',
    'Had COVID-19 in spring.',
    'Room 12, call 0711-23-42.',
    'The #1 of three.',
    'Ran build-2026 on arm-64.',
    'CVE-2026-1234',
    'FD-11, FD-12, FD-13 and FD-14 were closed.',
  ])('%s: none', (text) => {
    expect(caseNumbersIn(text)).toEqual([]);
  });
});
