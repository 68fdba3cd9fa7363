import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/page';
import { Around } from './around';
import { EntityList } from './entity-list';
import type { GraphSearch } from './search-params';

/** Who and what memories name, and how that is related. */
export function GraphPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/graph' });
  const navigate = useNavigate({ from: '/graph' });
  const change = (part: Partial<GraphSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  const { entity } = search;
  return (
    <Page
      title={t('nav.graph')}
      description={
        entity === undefined ? (
          t('graph:text')
        ) : (
          <Link
            to="/graph"
            search={({ text }: GraphSearch) => (text === undefined ? {} : { text })}
            className="inline-flex items-center gap-1 hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-3.5" />
            {t('graph:all')}
          </Link>
        )
      }
    >
      {entity === undefined ? (
        <EntityList text={search.text} onText={(text) => change({ text: text || undefined })} />
      ) : (
        <Around search={{ ...search, entity }} onChange={change} />
      )}
    </Page>
  );
}
