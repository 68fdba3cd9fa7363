import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRules } from '@/api/access';
import { useShortcuts } from '@/components/shell/shortcuts';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { RuleDialog } from './rule-dialog';
import { RuleRow } from './rule-row';

/** The rules in the order that they were made in, and the default behind them. */
export function Rules() {
  const { t } = useTranslation();
  const { data, error, refetch } = useRules(true);
  const [open, setOpen] = useState(false);
  const create = () => setOpen(true);
  useShortcuts('keys.list', [{ keys: 'n', label: 'access:new', run: create }]);
  const button = (
    <Button look="primary" onClick={create}>
      <Plus />
      {t('access:new')}
    </Button>
  );
  return (
    <div className="grid gap-3 pt-4">
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingLines lines={6} />}
      {error === null && data && (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <p className="min-w-0 flex-1 basis-64 text-sm text-ink-soft">
              {t(`access:default.${data.default_app_access}`)} {t('access:deny_wins')}
            </p>
            {data.data.length > 0 && button}
          </div>
          {data.data.length === 0 ? (
            <EmptyState title={t('access:empty')} action={button}>
              {t('access:empty_text')}
            </EmptyState>
          ) : (
            <ul aria-label={t('access:tab.rules')} className="panel divide-y divide-line">
              {data.data.map((rule) => (
                <RuleRow key={rule.id} rule={rule} />
              ))}
            </ul>
          )}
        </>
      )}
      <RuleDialog open={open} onClose={() => setOpen(false)} />
    </div>
  );
}
