import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Stats } from 'tulving/client';
import { useCategories } from '@/api/cubes';
import { Button, IconButton } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { OnOff } from '@/components/ui/on-off';
import type { CategoryDraft, CubeDraft } from './cube-draft';

interface CategoryFieldsProps {
  draft: CubeDraft;
  counts: Stats['categories'];
  onChange: (change: Partial<CubeDraft>) => void;
}

/** The default categories, or those of the cube; each with what belongs to it. */
export function CategoryFields({ draft, counts, onChange }: CategoryFieldsProps) {
  const { t } = useTranslation();
  const { data: known } = useCategories();
  const defaults = known?.filter(({ is_default }) => is_default) ?? [];
  const count = new Map(counts.map(({ name, memories }) => [name, memories]));
  const begin = () =>
    onChange({
      ownCategories: !draft.ownCategories,
      ...(!draft.ownCategories &&
        draft.categories.length === 0 && {
          categories: defaults.map(({ name, description }) => ({
            name,
            description: description ?? '',
          })),
        }),
    });
  return (
    <div className="grid gap-3 px-4 pb-4">
      <OnOff
        label={t('cubes:categories.own')}
        hint={t('cubes:categories.own_text')}
        checked={draft.ownCategories}
        onChange={begin}
      />
      {draft.ownCategories ? (
        <OwnCategories draft={draft} count={count} onChange={onChange} />
      ) : (
        <dl className="grid gap-1.5">
          {defaults.map(({ name, description }) => (
            <div
              key={name}
              className="grid gap-x-3 text-sm sm:grid-cols-[11rem_minmax(0,1fr)_3rem]"
            >
              <dt className="truncate font-medium">{name}</dt>
              <dd className="text-ink-soft">{description}</dd>
              <dd className="text-end text-xs text-ink-faint tabular-nums">
                {count.get(name) ?? 0}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

interface OwnProps extends Omit<CategoryFieldsProps, 'counts'> {
  count: ReadonlyMap<string, number>;
}

function OwnCategories({ draft: { categories }, count, onChange }: OwnProps) {
  const { t } = useTranslation();
  const set = (at: number, change: Partial<CategoryDraft>) =>
    onChange({
      categories: categories.map((one, place) => (place === at ? { ...one, ...change } : one)),
    });
  return (
    <div className="grid gap-2">
      <ul aria-label={t('cubes:categories.title')} className="grid gap-2">
        {categories.map((category, at) => (
          // A row has no other name than its place.
          <li
            key={at}
            className="grid items-center gap-2 sm:grid-cols-[11rem_minmax(0,1fr)_3rem_auto]"
          >
            <Input
              aria-label={t('cubes:categories.name')}
              placeholder={t('cubes:categories.name')}
              value={category.name}
              onChange={({ target }) => set(at, { name: target.value })}
            />
            <Input
              aria-label={t('cubes:categories.description')}
              placeholder={t('cubes:categories.description')}
              value={category.description}
              onChange={({ target }) => set(at, { description: target.value })}
            />
            <span className="text-end text-xs text-ink-faint tabular-nums">
              {count.get(category.name) ?? 0}
            </span>
            <IconButton
              label={t('cubes:categories.remove', { name: category.name })}
              size="small-icon"
              onClick={() =>
                onChange({ categories: categories.filter((_, place) => place !== at) })
              }
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button
        className="justify-self-start"
        onClick={() => onChange({ categories: [...categories, { name: '', description: '' }] })}
      >
        <Plus />
        {t('cubes:categories.add')}
      </Button>
    </div>
  );
}
