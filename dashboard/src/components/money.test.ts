import { describe, expect, it } from 'vitest';
import { dollarsOf } from './money';

describe('dashboard/components/money', () => {
  it('writes dollars as the language does', () => {
    expect(dollarsOf(1234.5, 'en')).toBe('$1,234.50');
    expect(dollarsOf(1234.5, 'zh-CN')).toBe('US$1,234.50');
  });

  it('makes no nothing out of what is less than a cent', () => {
    expect(dollarsOf(0.00012345, 'en')).toBe('$0.00012');
    expect(dollarsOf(0, 'en')).toBe('$0.00');
  });
});
