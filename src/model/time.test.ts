import { describe, expect, it } from 'vitest';
import { formatInstant, instantFault, isTimezone, parseInstant } from './time.js';

const read = (text: string, timezone = 'UTC') => {
  const at = parseInstant(text, timezone);
  return at === undefined ? undefined : formatInstant(at);
};

describe('model/time', () => {
  it('reads dates and times of ISO 8601', () => {
    expect(read('2026-03-04')).toBe('2026-03-04T00:00:00.000Z');
    expect(read('2026-03-04T09:30')).toBe('2026-03-04T09:30:00.000Z');
    expect(read('2026-03-04 09:30:15.5Z')).toBe('2026-03-04T09:30:15.500Z');
    expect(read('2026-03-04T09:30:15.123456789+02:00')).toBe('2026-03-04T07:30:15.123Z');
    expect(read('2026-03-04T09:30:00-0530')).toBe('2026-03-04T15:00:00.000Z');
  });

  it('reads a time without offset in the zone of the reader, in summer and in winter', () => {
    expect(read('2026-07-01T12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
    expect(read('2026-01-01T12:00', 'Europe/Berlin')).toBe('2026-01-01T11:00:00.000Z');
    expect(read('2026-03-04', 'Asia/Shanghai')).toBe('2026-03-03T16:00:00.000Z');
  });

  it('settles the hours around a change of clocks', () => {
    expect(read('2026-03-29T01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
    expect(read('2026-03-29T03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(read('2026-10-25T03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  });

  it('reads the first and the last year', () => {
    expect(read('0001-01-01')).toBe('0001-01-01T00:00:00.000Z');
    expect(read('9999-12-31T23:59:59.999Z')).toBe('9999-12-31T23:59:59.999Z');
  });

  it.each([
    '99999-01-01',
    '2026-02-30',
    '2026-13-01',
    '2026-01-01T24:00',
    'yesterday',
    '',
    '0000-01-01',
    '2026-1-1',
  ])('refuses %j', (text) => expect(read(text)).toBeUndefined());

  it.each(['2026-02-30', '2026-02-30T10:00Z', '2025-02-29', '2026-13-01', '2026-04-00'])(
    'says that there is no %s',
    (text) => {
      expect(instantFault(text)).toBe(`there is no day ${text.slice(0, 10)} in the calendar`);
    },
  );

  it.each(['5 May 2026', '2026-5-1', 'yesterday', '0000-01-01', '2026-01-01T24:00', ''])(
    'shows how %j is written',
    (text) => {
      expect(instantFault(text)).toMatch(/ such as 2026-05-01 or 2026-05-01T18:30:00Z$/);
    },
  );

  it('knows time zones', () => {
    expect(isTimezone('Europe/Berlin')).toBe(true);
    expect(isTimezone('Mars/Olympus')).toBe(false);
  });
});
