import { describe, expect, it } from 'vitest';
import type { ServerSetting } from 'tulving/client';
import { changesOf, editableOf } from './json-values';

const setting = (name: string, more: Partial<ServerSetting>): ServerSetting => ({
  name,
  group: 'general',
  env: `TULVING_${name}`,
  flag: `--${name}`,
  value: null,
  default: 'none',
  secret: false,
  set: false,
  origin: 'default',
  next: null,
  fixed: null,
  help: { en: '', zh: '' },
  ...more,
});

describe('the settings as JSON (D7)', () => {
  const before = editableOf([
    setting('undoDays', { value: '7' }),
    setting('ttlDays', { next: { value: '30', set: true } }),
    setting('host', { fixed: 'start' }),
    setting('llmApiKey', { secret: true, set: true }),
  ]);

  it('hold what may be changed, as it will be, and no secret', () => {
    expect(before).toEqual({ undoDays: '7', ttlDays: '30' });
  });

  it('are kept where they differ; what is left out stays', () => {
    expect(changesOf(before, '{"undoDays": 14}')).toEqual({ undoDays: '14' });
    expect(changesOf(before, '{"undoDays": "7", "ttlDays": null}')).toEqual({ ttlDays: null });
    expect(changesOf(before, JSON.stringify(before))).toEqual({});
  });

  it('are refused where they are none', () => {
    expect(changesOf(before, '{"undoDays": ')).toBeUndefined();
    expect(changesOf(before, '[]')).toBeUndefined();
    expect(changesOf(before, '{"undoDays": {"a": 1}}')).toBeUndefined();
  });
});
