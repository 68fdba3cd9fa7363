import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { CodeBlock } from './code-block';
import { buttonStyle } from './ui/button';

/** Why there is nothing to see for this session, and the two ways to come by it. */
export function NeedsAdmin({ title }: { title: string }) {
  const { t } = useTranslation();
  const { href } = useLocation();
  const { data: session } = useSession();
  if (session === undefined) return null;
  return (
    <section className="mx-auto grid max-w-lg gap-3 px-4 py-10">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-sm text-ink-soft">
        {t(session.by === 'keyless' ? 'admin.keyless' : 'admin.key')}
      </p>
      <CodeBlock text="tulving keys create dashboard --scope admin" label={t('sign_in.command')} />
      <p>
        <Link to="/sign-in" search={{ back: href }} className={buttonStyle({ look: 'primary' })}>
          {t('sign_in.go')}
        </Link>
      </p>
    </section>
  );
}
