import { describe, expect, it } from 'vitest';
import { TulvingError } from '../errors.js';
import { addSchema, searchSchema } from './requests.js';
import { validate } from './validate.js';

function issues(input: unknown, schema: typeof addSchema | typeof searchSchema = addSchema) {
  try {
    validate(schema, input);
  } catch (error) {
    if (TulvingError.isInstance(error)) return error.issues;
    throw error;
  }
  return [];
}

function nested(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 1; level < depth; level++) value = { deeper: value };
  return value;
}

describe('model/validate', () => {
  it('takes a note and a conversation', () => {
    expect(issues({ text: 'Mia lives in Lisbon.' })).toEqual([]);
    expect(issues({ messages: [{ content: 'hello', role: 'user' }] })).toEqual([]);
  });

  it.each([
    [{}, 'is missing'],
    [{ query: 7 }, 'must be a text'],
    [{ query: 'x', limit: 0 }, 'must be at least 1'],
    [{ query: 'x', min_score: 2 }, 'must be at most 1'],
    [{ query: 'x', min_score: 'high' }, 'must be a number'],
    [{ query: 'x', explain: 'yes' }, 'must be true or false'],
    [{ query: ' ' }, 'must not be empty'],
  ])('says what is wrong with %j in plain words', (input, detail) => {
    expect(issues(input, searchSchema)).toMatchObject([{ detail }]);
  });

  it('names a misspelt field and the nearest right one', () => {
    expect(issues({ text: 'x', usr_id: 'ada' })).toEqual([
      { pointer: '/usr_id', detail: expect.stringContaining('did you mean user_id?') },
    ]);
  });

  it.each([
    ['nothing to keep', {}, '/text'],
    ['text and messages', { text: 'a', messages: [{ content: 'b' }] }, '/text'],
    ['an empty text', { text: ' \n' }, '/text'],
    ['NUL', { text: 'a\0b' }, '/text'],
    ['a lone surrogate', { text: 'a\ud800b' }, '/text'],
    ['a lone surrogate in metadata', { text: 'a', metadata: { deep: ['\udfff'] } }, '/metadata'],
    ['metadata 200 deep', { text: 'a', metadata: nested(200) }, '/metadata'],
    ['metadata of 100 kB', { text: 'a', metadata: { long: 'x'.repeat(100_000) } }, '/metadata'],
    ['an empty user', { text: 'a', user_id: '' }, '/user_id'],
    ['a bad turn', { messages: [{ content: 'a' }, { content: '' }] }, '/messages/1/content'],
    ['a kind for a conversation', { messages: [{ content: 'a' }], kind: 'fact' }, '/kind'],
  ])('refuses %s at its place', (_, input, pointer) => {
    expect(issues(input).map((issue) => issue.pointer)).toEqual([pointer]);
  });

  it('takes metadata 32 deep', () => {
    expect(issues({ text: 'a', metadata: nested(32) })).toEqual([]);
  });

  it('survives metadata nested 100,000 deep', () => {
    expect(issues({ text: 'a', metadata: nested(100_000) })).toHaveLength(1);
  });

  it('refuses a query of a million characters', () => {
    expect(issues({ query: 'x'.repeat(1_000_000) }, searchSchema)[0]?.detail).toContain('16384');
  });
});
