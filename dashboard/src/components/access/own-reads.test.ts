import { describe, expect, it } from 'vitest';
import { isOwnRead } from './own-reads';

describe('what the dashboard did itself (T6)', () => {
  it('is left out where it only read, and stays where it changed something', () => {
    expect(isOwnRead({ app: 'dashboard', kind: 'list' })).toBe(true);
    expect(isOwnRead({ app: 'dashboard', kind: 'memory.deleted' })).toBe(false);
    expect(isOwnRead({ app: 'cursor', kind: 'list' })).toBe(false);
    expect(isOwnRead({ app: null, kind: 'search' })).toBe(false);
  });
});
