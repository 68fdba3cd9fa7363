import { Link } from '@tanstack/react-router';
import { ChevronDown, Lock } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { type PageEntry, type PageGroup, pageGroups } from '@/pages/page-table';
import { classNames } from '../ui/class-names';
import { toggleFolded, useFolded } from './folded-groups';
import { WaitingCount } from './waiting-count';

/** All pages, in groups that fold. It scrolls where the window is low. */
export function PageNav() {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t('nav.label')}
      className="-mx-1 grid min-h-0 flex-1 content-start gap-2.5 overflow-y-auto overscroll-contain px-1 pb-2"
    >
      {pageGroups.map((group) => (
        <Group key={group.id} {...group} />
      ))}
    </nav>
  );
}

function Group({ id, pages }: PageGroup) {
  const { t } = useTranslation();
  const name = useId();
  const folded = useFolded(id);
  const headed = id !== 'start';
  return (
    <div className="grid gap-px" {...(headed && { role: 'group', 'aria-labelledby': name })}>
      {headed && (
        <button
          type="button"
          id={name}
          aria-expanded={!folded}
          onClick={() => toggleFolded(id)}
          className="group flex h-6 items-center gap-1 rounded-md px-2 text-xs font-medium text-ink-faint hover:text-ink"
        >
          <span className="flex-1 text-start">{t(`nav.group.${id}`)}</span>
          <ChevronDown
            aria-hidden
            className={classNames(
              'size-3.5 transition-transform',
              folded
                ? '-rotate-90'
                : 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100',
            )}
          />
        </button>
      )}
      {pages.map((page) => (
        <PageLink key={page.id} page={page} folded={folded} />
      ))}
    </div>
  );
}

/** Of a folded group the page that is open stays. */
function PageLink({ page, folded }: { page: PageEntry; folded: boolean }) {
  const { path, id, icon: Icon, forAdmins } = page;
  const { t } = useTranslation();
  return (
    <Link
      to={path}
      activeOptions={{ exact: path === '/' }}
      activeProps={{ className: 'flex bg-sunken text-ink', 'aria-current': 'page' }}
      inactiveProps={{
        className: classNames(
          'text-ink-soft hover:bg-sunken/60 hover:text-ink',
          folded ? 'hidden' : 'flex',
        ),
      }}
      className="h-7.5 items-center gap-2.5 rounded-md px-2 text-sm font-medium"
    >
      <Icon className="size-4 shrink-0 opacity-80" />
      <span className="flex-1 truncate">{t(`nav.${id}`)}</span>
      {id === 'review' && <WaitingCount />}
      {forAdmins && <ForAdmins of={forAdmins} />}
    </Link>
  );
}

/** Tells whoever is no administrator before they go there. */
function ForAdmins({ of }: { of: NonNullable<PageEntry['forAdmins']> }) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  if (session === undefined) return null;
  if (session.scopes.includes('admin') && (session.whole || of === 'of a part')) return null;
  return (
    <span title={t('nav.for_admins')}>
      <Lock aria-hidden className="size-3 text-ink-faint" />
      <span className="sr-only">{t('nav.for_admins')}</span>
    </span>
  );
}
