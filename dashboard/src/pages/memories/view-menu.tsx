import { useNavigate } from '@tanstack/react-router';
import { LayoutList, Settings2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/ui/button';
import { Menu, type MenuList } from '@/components/ui/menu';
import { isShown, useSavedViews } from './saved-views';
import type { MemoriesSearch } from './search-params';

const ViewDialog = lazy(async () => ({ default: (await import('./view-dialog')).ViewDialog }));

/** Leads to what was saved, and to the columns. */
export function ViewMenu({ search }: { search: MemoriesSearch }) {
  const { t } = useTranslation();
  const views = useSavedViews();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const items: MenuList = [
    ...views.map((view) => ({
      label: view.name,
      checked: isShown(view, search),
      onSelect: () => void navigate({ to: '/memories', search: view.search }),
    })),
    ...(views.length > 0 ? (['line'] as const) : []),
    { label: t('memories:view.open'), icon: Settings2, onSelect: () => setOpen(true) },
  ];
  return (
    <>
      <Menu items={items}>
        <Button look="quiet">
          <LayoutList />
          <span className="max-sm:sr-only">{t('memories:view.label')}</span>
        </Button>
      </Menu>
      {isOpen && (
        <Suspense fallback={null}>
          <ViewDialog search={search} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
