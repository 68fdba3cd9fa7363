import { lazy } from 'react';
import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import type { FilterChange } from './search-params';

const load = () => import('./filter-options');
const FilterOptions = lazy(async () => ({ default: (await load()).FilterOptions }));

/** Fields, and beside each the values that there are, with how many memories have them. */
export function FilterMenu(props: FilterChange) {
  const { t } = useTranslation();
  const button = (
    <Button>
      <ListFilter />
      {t('memories:filter')}
    </Button>
  );
  return (
    <MenuButton button={button} load={load}>
      {(close) => <FilterOptions {...props} onClose={close} />}
    </MenuButton>
  );
}
