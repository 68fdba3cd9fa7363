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
    ['top_k', 'limit'],
    ['topK', 'limit'],
    ['k', 'limit'],
    ['userId', 'user_id'],
    ['user-id', 'user_id'],
    ['session_id', 'run_id'],
    ['threshold', 'min_score'],
  ])('knows what other systems call %s', (field, meant) => {
    expect(issues({ query: 'x', [field]: 'y' }, searchSchema)).toEqual([
      { pointer: `/${field}`, detail: `there is no such field; did you mean ${meant}?` },
    ]);
  });

  it('names the text of a note and of a turn, each as it is called there', () => {
    expect(issues({ memory: 'x' })).toEqual([
      { pointer: '/memory', detail: 'there is no such field; did you mean text?' },
    ]);
    expect(issues({ messages: [{ content: 'a' }, { content: 'b', name: 'Mia' }] })).toEqual([
      { pointer: '/messages/1/name', detail: 'there is no such field; did you mean speaker?' },
    ]);
  });

  it.each(['constructor', 'colour', 'namespace'])('guesses nothing for %s', (field) => {
    expect(issues({ text: 'x', [field]: 'y' })).toEqual([
      { pointer: `/${field}`, detail: 'there is no such field' },
    ]);
  });

  it('counts one entry in the singular, and says nothing else of an empty conversation', () => {
    expect(issues({ messages: [] })).toEqual([
      { pointer: '/messages', detail: 'must have at least 1 entry' },
    ]);
    expect(issues({ text: 'x', messages: [] })).toEqual([
      { pointer: '/messages', detail: 'must have at least 1 entry' },
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
