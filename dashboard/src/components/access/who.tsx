import { useTranslation } from 'react-i18next';
import type { AccessEntry } from 'tulving/client';
import { ClaimedBadge } from '../claimed-badge';

/** By which app, and in whose name. */
export function Who({ entry: { app, claimed, principal } }: { entry: AccessEntry }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex min-w-0 max-w-full flex-wrap items-center gap-1.5">
      <span className="truncate text-sm font-medium">{app ?? t('app.none')}</span>
      {claimed !== null && <ClaimedBadge claimed={claimed} />}
      {principal !== null && <span className="truncate text-xs text-ink-faint">{principal}</span>}
    </span>
  );
}
