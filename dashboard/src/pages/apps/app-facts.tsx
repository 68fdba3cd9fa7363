import { CirclePause, CirclePlay } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { App } from 'tulving/client';
import { useSession } from '@/api/session';
import { ClaimedBadge } from '@/components/claimed-badge';
import { Facts } from '@/components/facts';
import { Panel } from '@/components/panel';
import { TimeAgo } from '@/components/time';
import { Button } from '@/components/ui/button';
import { AppStateBadge } from './app-state-badge';
import { useAppState } from './use-app-state';

/** Who it is, what it did, and the one switch that it has. */
export function AppFacts({ app }: { app: App }) {
  const { t, i18n } = useTranslation();
  const { data: session } = useSession();
  const { toggle, isPending } = useAppState(app);
  const isPaused = app.state === 'paused';
  const time = (at: string | null) => at && <TimeAgo at={at} />;
  const number = (count: number) => count.toLocaleString(i18n.language);
  return (
    <Panel title={t('apps:about')}>
      <Facts
        rows={[
          [t('field.state'), <AppStateBadge key="state" state={app.state} />],
          [t('apps:identity'), <ClaimedBadge key="claimed" claimed={app.claimed} />],
          [t('apps:created'), number(app.memories_created)],
          [t('apps:active'), number(app.memories_active)],
          [t('apps:accessed'), number(app.memories_accessed)],
          [t('apps:first_seen'), time(app.first_seen_at)],
          [t('apps:last_seen'), time(app.last_seen_at)],
          [t('apps:first_accessed'), time(app.first_accessed_at)],
          [t('apps:last_accessed'), time(app.last_accessed_at)],
          [t('apps:paused_at'), time(app.paused_at)],
          [t('apps:paused_by'), app.paused_by],
        ]}
      />
      <div className="grid gap-2 border-t border-line p-4">
        <p className="text-sm text-ink-soft">
          {t(app.claimed ? 'app.claimed_text' : 'app.proven_text')}
        </p>
        <p className="text-sm text-ink-soft">
          {t(isPaused ? 'apps:resume_text' : 'apps:pause_text')}
        </p>
        {session?.scopes.includes('write') && (
          <Button
            look={isPaused ? 'primary' : 'danger'}
            disabled={isPending}
            onClick={toggle}
            className="justify-self-start"
          >
            {isPaused ? <CirclePlay /> : <CirclePause />}
            {t(isPaused ? 'apps:resume' : 'apps:pause')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
