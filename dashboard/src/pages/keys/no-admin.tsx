import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Session } from 'tulving/client';
import { CodeBlock } from '@/components/code-block';
import { buttonStyle } from '@/components/ui/button';

/** Why there is nothing to see, and the two ways to come by it. */
export function NoAdmin({ session }: { session: Session }) {
  const { t } = useTranslation();
  return (
    <section className="mx-auto grid max-w-lg gap-3 py-10">
      <h2 className="text-lg font-semibold">{t('keys:no_admin.title')}</h2>
      <p className="text-sm text-ink-soft">
        {t(session.by === 'keyless' ? 'keys:no_admin.keyless' : 'keys:no_admin.key')}
      </p>
      <CodeBlock text="tulving keys create dashboard --scope admin" label={t('sign_in.command')} />
      <p>
        <Link to="/sign-in" search={{ back: '/keys' }} className={buttonStyle({ look: 'primary' })}>
          {t('sign_in.go')}
        </Link>
      </p>
    </section>
  );
}
