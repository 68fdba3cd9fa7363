import { useNavigate } from '@tanstack/react-router';
import { LogIn, LogOut, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEndSession, useSession } from '@/api/session';
import { IconButton } from '../ui/button';

/** Who uses the page, and how to leave. */
export function SessionRow() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const end = useEndSession();
  const navigate = useNavigate();
  if (session === undefined) return <div className="h-11" />;
  const name = session.key?.name ?? t(`session.${session.by}`);
  return (
    <div className="flex h-11 items-center gap-2 ps-2">
      <UserRound aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1 text-xs">
        <div className="truncate font-medium">{name}</div>
        <div className="truncate text-ink-faint">
          {session.scopes.map((scope) => t(`session.may.${scope}`)).join(' · ')}
        </div>
      </div>
      {session.session ? (
        <IconButton label={t('session.leave')} onClick={() => end.mutate()}>
          <LogOut />
        </IconButton>
      ) : (
        <IconButton label={t('session.enter')} onClick={() => void navigate({ to: '/sign-in' })}>
          <LogIn />
        </IconButton>
      )}
    </div>
  );
}
