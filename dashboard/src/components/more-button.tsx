import { useTranslation } from 'react-i18next';
import { Button } from './ui/button';

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The next page of a list, where there is one. */
export function MoreButton({ pages }: { pages: Paged }) {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <div className="grid justify-center p-3">
      <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {t('more')}
      </Button>
    </div>
  );
}
