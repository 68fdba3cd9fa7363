import { describe, expect, it } from 'vitest';
import { listed } from './listed';

describe('names of some', () => {
  it('tell that there are others, only where there are', () => {
    const apps = [{ name: 'desk' }, { name: 'cursor' }];
    expect(listed(apps, 3)).toBe('desk, cursor, …');
    expect(listed(apps, 2)).toBe('desk, cursor');
    expect(listed([], 0)).toBe('');
  });
});
