import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { CodeBlock } from '@/components/code-block';
import { LoadingLines } from '@/components/states';
import { buttonStyle } from '@/components/ui/button';

/** Whether the session may look after the server. Undefined: it is not known yet. */
export function useMayOperate(): boolean | undefined {
  const { data: session } = useSession();
  return session && session.scopes.includes('admin') && session.whole;
}

/** What only an administrator of everything sees; to others, how one becomes that. */
export function AdminOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const may = useMayOperate();
  if (may === undefined) return <LoadingLines lines={6} />;
  if (may) return children;
  return (
    <section className="mx-auto grid max-w-lg gap-3 px-4 py-10">
      <h2 className="text-lg font-semibold">{t('operate:admin_only.title')}</h2>
      <p className="text-sm text-ink-soft">{t('operate:admin_only.text')}</p>
      <CodeBlock text="tulving keys create dashboard --scope admin" label={t('sign_in.command')} />
      <p>
        <Link
          to="/sign-in"
          search={{ back: pathname }}
          className={buttonStyle({ look: 'primary' })}
        >
          {t('sign_in.go')}
        </Link>
      </p>
    </section>
  );
}
