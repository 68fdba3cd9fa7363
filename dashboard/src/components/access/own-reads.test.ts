import { describe, expect, it } from 'vitest';
import { isOwnRead } from './own-reads';

describe('what the dashboard did itself (T6)', () => {
  it('is left out where it only read, and stays where it changed something or wrote a file', () => {
    expect(isOwnRead({ app: 'dashboard', kind: 'list' })).toBe(true);
    expect(isOwnRead({ app: 'dashboard', kind: 'memory.deleted' })).toBe(false);
    expect(isOwnRead({ app: 'dashboard', kind: 'search' })).toBe(true);
    expect(isOwnRead({ app: 'dashboard', kind: 'export' })).toBe(false);
    expect(isOwnRead({ app: 'cursor', kind: 'list' })).toBe(false);
    expect(isOwnRead({ app: null, kind: 'search' })).toBe(false);
  });
});
