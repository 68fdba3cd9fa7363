import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

const look =
  '-mb-px flex h-9 items-center border-b-2 border-transparent px-2.5 text-sm font-medium text-ink-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink';

/** The parts of recall: asking, and what was asked lately. */
export function RecallTabs() {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t('recall:pages')}
      className="mb-4 flex gap-1 border-b border-line px-3 md:px-5"
    >
      <Link to="/recall" activeOptions={{ exact: true, includeSearch: false }} className={look}>
        {t('recall:try')}
      </Link>
      <Link to="/recall/searches" className={look}>
        {t('recall:lately')}
      </Link>
    </nav>
  );
}
