import { describe, expect, it } from 'vitest';
import { chosenColumns, colsOf, usualColumns } from './column-names';
import { isShown, readViews, withView } from './saved-views';

describe('columns of the table (T5)', () => {
  it('are those of the address, in the order of the table, and the usual ones without', () => {
    expect(chosenColumns(undefined)).toEqual(usualColumns);
    expect(chosenColumns('tags,user_id,nonsense')).toEqual(['user_id', 'tags']);
    expect(colsOf(['created_at', 'app_id', 'user_id'])).toBeUndefined();
    expect(chosenColumns(colsOf([]))).toEqual([]);
  });
});

describe('saved views (T5)', () => {
  it('are filter, columns and order under a name; the same name again is the newer one', () => {
    const tea = { name: 'Tea', search: { q: 'tea', sort: 'created_at', cols: 'tags' } } as const;
    const views = withView(withView([], tea), {
      name: 'Ada',
      search: { user: 'ada', create: true },
    });
    expect(readViews(JSON.stringify(views))).toEqual([
      { name: 'Ada', search: { user: 'ada' } },
      tea,
    ]);
    expect(withView(views, { name: 'Tea', search: {} })).toHaveLength(2);
    expect([isShown(tea, { ...tea.search, create: true }), isShown(tea, { q: 'tea' })]).toEqual([
      true,
      false,
    ]);
  });

  it('what is broken is left out, and nothing fails for it', () => {
    expect(readViews('{"no": ')).toEqual([]);
    expect(
      readViews(JSON.stringify([null, { name: 1 }, { name: 'x', search: { sort: 'up' } }])),
    ).toEqual([{ name: 'x', search: {} }]);
  });
});
