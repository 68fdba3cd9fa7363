import { describe, expect, it } from 'vitest';
import { draftOf, requestOf } from './webhook-draft';

describe('the form of a webhook (D7)', () => {
  const draft = { ...draftOf(undefined), url: ' https://example.org/x ' };

  it('asks for what is told by default', () => {
    expect(requestOf(draft, undefined)).toEqual({
      url: 'https://example.org/x',
      format: 'tulving',
      filters: { kinds: ['memory.*'] },
      include: [],
    });
  });

  it('reads names apart, and asks for the memory where that is wanted', () => {
    const filled = { ...draft, users: 'ada, bob ,', withMemory: true };
    expect(requestOf(filled, undefined)).toMatchObject({
      filters: { users: ['ada', 'bob'] },
      include: ['memory'],
    });
  });
});
