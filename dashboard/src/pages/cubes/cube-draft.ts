import type { CubeSettings, CubeSettingsPatch } from 'tulving/client';

/** What the form holds; an empty text is none. */
export interface CubeDraft {
  custom_instructions: string;
  includes: string;
  excludes: string;
  extract: boolean;
  access_log: boolean;
  /** Whether the cube has categories of its own in place of the defaults. */
  ownCategories: boolean;
  categories: readonly CategoryDraft[];
}

export interface CategoryDraft {
  name: string;
  description: string;
}

export const instructionFields = ['custom_instructions', 'includes', 'excludes'] as const;

export function draftOf(settings: CubeSettings): CubeDraft {
  const { custom_instructions, includes, excludes, extract, access_log, categories } = settings;
  return {
    custom_instructions: custom_instructions ?? '',
    includes: includes ?? '',
    excludes: excludes ?? '',
    extract,
    access_log,
    ownCategories: categories !== null,
    categories: (categories ?? []).map(({ name, description = '' }) => ({ name, description })),
  };
}

/** Only what differs, so that a change by somebody else of another field stays. */
export function patchOf(before: CubeDraft, after: CubeDraft): CubeSettingsPatch {
  const words = (text: string) => (text.trim() === '' ? null : text);
  const isSame = (name: keyof CubeDraft) =>
    JSON.stringify(before[name]) === JSON.stringify(after[name]);
  return {
    ...Object.fromEntries(
      instructionFields.filter((name) => !isSame(name)).map((name) => [name, words(after[name])]),
    ),
    ...(!isSame('extract') && { extract: after.extract }),
    ...(!isSame('access_log') && { access_log: after.access_log }),
    ...((!isSame('ownCategories') || !isSame('categories')) && { categories: categoriesOf(after) }),
  };
}

function categoriesOf({ ownCategories, categories }: CubeDraft): CubeSettingsPatch['categories'] {
  if (!ownCategories) return null;
  return categories
    .map(({ name, description }) => ({ name: name.trim(), description: description.trim() }))
    .filter(({ name }) => name !== '')
    .map(({ name, description }) => (description === '' ? { name } : { name, description }));
}
