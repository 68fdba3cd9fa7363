import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntitiesResult } from 'tulving/client';
import { useEntities } from '@/api/graph';
import { useWholeScope } from '@/api/session';
import { useShortcuts } from '@/components/shell/shortcuts';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Input } from '@/components/ui/field';

const most = 200;

interface EntityListProps {
  text: string | undefined;
  onText: (text: string) => void;
}

/** Where a walk begins: names, the most mentioned first. */
export function EntityList({ text, onText }: EntityListProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const scope = useWholeScope();
  const { data, error, refetch } = useEntities({ ...scope, limit: most, ...(text && { text }) });
  useShortcuts('keys.list', [
    { keys: '/', label: 'keys.search', run: () => field.current?.focus() },
  ]);
  return (
    <div className="grid gap-4 px-4 md:px-6">
      <div className="relative max-w-md">
        <Search aria-hidden className="absolute start-2.5 top-2 size-4 text-ink-faint" />
        <Input
          ref={field}
          type="search"
          className="ps-8"
          aria-label={t('graph:search')}
          placeholder={t('graph:search')}
          value={text ?? ''}
          onChange={({ target }) => onText(target.value)}
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
        />
      </div>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingLines lines={8} />}
      {data && <Names result={data} isNarrowed={text !== undefined} />}
    </div>
  );
}

function Names({ result, isNarrowed }: { result: EntitiesResult; isNarrowed: boolean }) {
  const { t } = useTranslation();
  if (result.data.length === 0) return <NoNames result={result} isNarrowed={isNarrowed} />;
  return (
    <>
      <ul
        aria-label={t('graph:names')}
        className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3 [&>li]:min-w-0"
      >
        {result.data.map(({ name, kind, cube, mentions }) => (
          <li key={`${cube}/${name}`}>
            <Link
              to="/graph"
              search={(now) => ({ ...now, entity: name })}
              className="panel flex min-h-11 items-center gap-2 px-3 py-1.5 text-sm hover:border-line-strong"
            >
              <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
              {kind !== null && <Badge tone="outline">{kind}</Badge>}
              <span className="text-xs text-ink-faint tabular-nums">
                {t('graph:mentions', { count: mentions })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {result.data.length === most && (
        <p className="text-xs text-ink-faint">{t('graph:first_names', { count: most })}</p>
      )}
    </>
  );
}

function NoNames({
  result: { warnings },
  isNarrowed,
}: {
  result: EntitiesResult;
  isNarrowed: boolean;
}) {
  const { t } = useTranslation();
  const hasNoModel = warnings.some(({ code }) => code === 'no_model');
  const which = isNarrowed ? 'no_match' : hasNoModel ? 'no_model' : 'none';
  return (
    <EmptyState
      title={t(`graph:${which}.title`)}
      action={which === 'no_model' && <code>tulving models use llm ollama:qwen3:8b</code>}
    >
      {t(`graph:${which}.text`)}
    </EmptyState>
  );
}
