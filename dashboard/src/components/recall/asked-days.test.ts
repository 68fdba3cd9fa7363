import { describe, expect, it } from 'vitest';
import { endsOf } from './asked-days';

const may = { text: 'in May', from: '2026-04-30T16:00:00.000Z', to: '2026-05-31T16:00:00.000Z' };

describe('the days that a question asks about', () => {
  it('are those of its time zone, and the last one belongs to it', () => {
    expect(endsOf({ ...may, first_day: '2026-05-01', last_day: '2026-05-31' })).toEqual([
      '2026-05-01T00:00:00',
      '2026-05-31T00:00:00',
    ]);
  });

  it('may be open on one side', () => {
    const before = { ...may, from: null, first_day: null, last_day: '2026-05-31' };
    expect(endsOf(before)).toEqual([null, '2026-05-31T00:00:00']);
  });

  it('end with the last moment in searches that were kept before', () => {
    expect(endsOf(may)).toEqual([may.from, '2026-05-31T15:59:59.999Z']);
    expect(endsOf({ ...may, to: null })).toEqual([may.from, null]);
  });
});
