import { describe, expect, it } from 'vitest';
import type { LogLine } from 'tulving/client';
import { matching, textOf } from './matching';

const line = (level: LogLine['level'], event: string, fields = {}): LogLine => {
  return { seq: 1, time: '2026-03-04T09:30:00.000Z', level, event, fields };
};

describe('the log of the dashboard (D7)', () => {
  const lines = [
    line('error', 'job failed', { cause: 'Disk' }),
    line('info', 'request', { ms: 3 }),
  ];

  it('is narrowed by level and by letters of any part', () => {
    expect(matching(lines, { level: 'error', text: '' })).toEqual([lines[0]]);
    expect(matching(lines, { text: 'MS=3' })).toEqual([lines[1]]);
    expect(matching(lines, { text: 'nothing' })).toEqual([]);
  });

  it('is copied with all that a line says', () => {
    expect(textOf(line('info', 'request', { path: '/v1', ms: 3 }))).toBe(
      '2026-03-04T09:30:00.000Z info request path=/v1 ms=3',
    );
  });
});
