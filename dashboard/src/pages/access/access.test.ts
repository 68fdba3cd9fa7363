import { describe, expect, it } from 'vitest';
import { emptyRule, partsOf, ruleOf } from './rule-draft';
import { logRequestOf, readAccessSearch } from './search-params';

describe('the form for access rules (D7)', () => {
  it('asks for nothing before it names whom and what', () => {
    expect(ruleOf(emptyRule)).toBeUndefined();
    expect(ruleOf({ ...emptyRule, subject: 'cursor' })).toBeUndefined();
    const whole = { ...emptyRule, subject: 'cursor', object: 'health' };
    expect(ruleOf({ ...whole, actions: [] })).toBeUndefined();
  });

  it('makes the rule that is said', () => {
    expect(
      ruleOf({ ...emptyRule, subject: ' cursor ', object: 'health', actions: ['delete', 'read'] }),
    ).toEqual({
      subject: 'app:cursor',
      object: 'category:health',
      effect: 'deny',
      actions: ['read', 'delete'],
    });
    expect(
      ruleOf({ ...emptyRule, each: true, objectKind: 'all', object: 'left over' }),
    ).toMatchObject({ subject: 'app:*', object: 'all' });
  });

  it('reads names with colons', () => {
    expect(partsOf('cube:user:ada')).toEqual({ kind: 'cube', name: 'user:ada' });
    expect(partsOf('all')).toEqual({ kind: 'all', name: undefined });
  });
});

describe('the filters of the access log', () => {
  it('keeps in the address what it knows', () => {
    expect(readAccessSearch({ tab: 'log', app: 7, kind: '', other: 'x', own: 'yes' })).toEqual({
      tab: 'log',
      app: '7',
    });
    expect(readAccessSearch({ tab: 'rules' })).toEqual({});
  });

  it('asks for whole days, the last one too', () => {
    const { from, to } = logRequestOf({ from: '2026-03-04', to: '2026-03-04' });
    expect(Date.parse(String(to)) - Date.parse(String(from))).toBe(86_400_000);
  });
});
