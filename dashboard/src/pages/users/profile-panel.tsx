import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useProfile } from '@/api/users';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';
import { Badge } from '@/components/ui/badge';

/** What memories tell of the user, each with those that say so. */
export function ProfilePanel({ user }: { user: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const { data, error, refetch } = useProfile(user, language);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Panel
      title={t('users:profile.title')}
      aside={data && <Badge tone="outline">{t(`users:profile.by.${data.summary.by}`)}</Badge>}
    >
      {data === undefined ? (
        <LoadingLines lines={4} />
      ) : (
        <div className="grid gap-3 px-4 pb-4">
          <p className="text-sm [overflow-wrap:anywhere]">
            {data.summary.text || t('users:profile.none')}
          </p>
          {data.key_interests.length > 0 && (
            <div className="flex flex-wrap items-center gap-1.5">
              <h3 className="text-xs text-ink-faint">{t('users:profile.interests')}</h3>
              {data.key_interests.map(({ name, memories }) => (
                <Badge key={name}>
                  {name} <span className="text-ink-faint tabular-nums">{memories}</span>
                </Badge>
              ))}
            </div>
          )}
          {data.preferences.length > 0 && (
            <div className="grid gap-1">
              <h3 className="text-xs text-ink-faint">{t('users:profile.preferences')}</h3>
              <ul className="grid gap-1">
                {data.preferences.map(({ memory_id, text }) => (
                  <li key={memory_id}>
                    <Link
                      to="/memories/$id"
                      params={{ id: memory_id }}
                      className="text-sm [overflow-wrap:anywhere] hover:underline"
                    >
                      {text}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}
