import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRelated } from '@/api/memories';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';

export function RelatedMemories({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useRelated(id);
  return (
    <Panel title={t('memory:related.title')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingLines lines={4} />}
      {data?.results.length === 0 && (
        <p className="px-4 pb-4 text-sm text-ink-soft">{t('memory:related.none')}</p>
      )}
      <ul className="pb-2">
        {data?.results.map((hit) => (
          <li key={hit.id}>
            <Link
              to="/memories/$id"
              params={{ id: hit.id }}
              className="block px-4 py-1.5 text-sm -outline-offset-2 hover:bg-sunken/60"
            >
              <span className="line-clamp-2">{hit.text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
