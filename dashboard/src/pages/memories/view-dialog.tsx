import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button, IconButton } from '@/components/ui/button';
import { Dialog, DialogBody } from '@/components/ui/dialog';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { chosenColumns, colsOf, columnNames } from './column-names';
import { columnTable } from './column-table';
import { keepViews, type SavedView, useSavedViews, withView } from './saved-views';
import type { MemoriesSearch } from './search-params';

interface ViewDialogProps {
  search: MemoriesSearch;
  onClose: () => void;
}

/** Which columns there are, and what is looked at under a name. */
export function ViewDialog({ search, onClose }: ViewDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('memories:view.title')}
      description={t('memories:view.text')}
    >
      <DialogBody>
        <Columns search={search} />
        <Views search={search} />
      </DialogBody>
    </Dialog>
  );
}

function Columns({ search }: { search: MemoriesSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/memories' });
  const chosen = chosenColumns(search.cols);
  const toggle = (name: (typeof columnNames)[number]) => {
    const next = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
    void navigate({ search: (now) => ({ ...now, cols: colsOf(next) }), replace: true });
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1.5 text-sm font-semibold">{t('memories:view.columns')}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-3">
        {columnNames.map((name) => (
          <label key={name} className="flex min-w-0 items-center gap-2 text-sm">
            <Checkbox checked={chosen.includes(name)} onChange={() => toggle(name)} />
            <span className="truncate">{t(`field.${columnTable[name].label}`)}</span>
          </label>
        ))}
      </div>
      <p className="text-xs text-ink-faint md:hidden">{t('memories:view.wide')}</p>
    </fieldset>
  );
}

function Views({ search }: { search: MemoriesSearch }) {
  const { t } = useTranslation();
  const views = useSavedViews();
  const [name, setName] = useState('');
  function save(event: FormEvent) {
    event.preventDefault();
    const named = name.trim();
    if (named === '') return;
    keepViews(withView(views, { name: named, search }));
    setName('');
    toast.success(t('memories:view.saved', { name: named }));
  }
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-semibold">{t('memories:view.views')}</h3>
      <form onSubmit={save} className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={t('memories:view.name')} hint={t('memories:view.hint')}>
            {(control) => (
              <Input
                {...control}
                data-autofocus
                maxLength={80}
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
        </div>
        <Button type="submit" look="primary" className="mb-5" disabled={name.trim() === ''}>
          {t('save')}
        </Button>
      </form>
      <ul aria-label={t('memories:view.views')} className="grid gap-1">
        {views.map((view) => (
          <ViewRow key={view.name} view={view} views={views} />
        ))}
      </ul>
    </section>
  );
}

function ViewRow({ view, views }: { view: SavedView; views: readonly SavedView[] }) {
  const { t } = useTranslation();
  const remove = () => {
    keepViews(views.filter(({ name }) => name !== view.name));
    toast(t('memories:view.removed', { name: view.name }), {
      action: { label: t('undo'), onClick: () => keepViews(views) },
    });
  };
  return (
    <li className="flex min-w-0 items-center gap-2 rounded-md bg-sunken/60 ps-3 pe-1 text-sm">
      <span className="min-w-0 flex-1 truncate">{view.name}</span>
      <IconButton
        label={t('memories:view.remove', { name: view.name })}
        size="small-icon"
        onClick={remove}
      >
        <Trash2 />
      </IconButton>
    </li>
  );
}
