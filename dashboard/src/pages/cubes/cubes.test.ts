import { describe, expect, it } from 'vitest';
import type { CubeSettings } from 'tulving/client';
import { draftOf, patchOf } from './cube-draft';

const settings: CubeSettings = {
  cube: 'club',
  custom_instructions: 'Remember dates in full.',
  includes: null,
  excludes: null,
  categories: null,
  extract: true,
  access_log: true,
};

describe('the form for the settings of a cube (D7)', () => {
  it('asks for nothing where nothing was changed', () => {
    expect(patchOf(draftOf(settings), draftOf(settings))).toEqual({});
  });

  it('asks for what differs alone, and gives an emptied field back its default', () => {
    const before = draftOf(settings);
    expect(patchOf(before, { ...before, custom_instructions: '  ', access_log: false })).toEqual({
      custom_instructions: null,
      access_log: false,
    });
  });

  it('names categories without empty rows, and goes back to the defaults', () => {
    const before = draftOf(settings);
    const own = {
      ...before,
      ownCategories: true,
      categories: [
        { name: ' matches ', description: 'Games played.' },
        { name: '', description: 'left over' },
        { name: 'people', description: '' },
      ],
    };
    const categories = [{ name: 'matches', description: 'Games played.' }, { name: 'people' }];
    expect(patchOf(before, own)).toEqual({ categories });
    const kept = draftOf({ ...settings, categories });
    expect(patchOf(kept, { ...kept, ownCategories: false })).toEqual({ categories: null });
  });
});
