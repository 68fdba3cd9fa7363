import { Outlet, useLocation, useNavigate, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon } from 'lucide-react';
import { useEffect, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveEvents } from '@/api/events';
import { onKeyAsked } from '@/api/sign-in-needed';
import { pageTable } from '@/pages/page-table';
import { Dialog } from '../ui/dialog';
import { IconButton } from '../ui/button';
import { ApiPanel, openApiPanel } from './api-panel';
import { CommandPalette, openPalette } from './command-palette';
import { Notices } from './notices';
import { openShortcutHelp, ShortcutHelp } from './shortcut-help';
import { listenForShortcuts, useShortcuts } from './shortcuts';
import { Brand, Sidebar } from './sidebar';

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation();
  useLiveEvents();
  useSignIn();
  useShellKeys();
  const isOnTheWay = useRouterState({ select: ({ status }) => status === 'pending' });
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
      >
        {t('skip')}
      </a>
      <aside
        aria-label={t('nav.sidebar')}
        className="hidden w-56 shrink-0 border-e border-line md:block"
      >
        <Sidebar />
      </aside>
      <TopBar />
      <main
        id="main"
        tabIndex={-1}
        aria-busy={isOnTheWay}
        className="relative min-h-0 min-w-0 flex-1 overflow-y-auto outline-none"
      >
        <Outlet />
      </main>
      <CommandPalette />
      <ApiPanel />
      <ShortcutHelp />
      <Notices />
    </div>
  );
}

/** On a telephone, in place of the sidebar. */
function TopBar() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  // Open on the page where it was opened: whoever goes on closes it.
  const [openOn, setOpenOn] = useState<string>();
  const close = () => setOpenOn(undefined);
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-2 md:hidden">
      <IconButton label={t('nav.open')} onClick={() => setOpenOn(pathname)}>
        <MenuIcon />
      </IconButton>
      <Brand />
      <Dialog open={openOn === pathname} onClose={close} title={t('nav.label')} side="left" bare>
        <Sidebar />
      </Dialog>
    </header>
  );
}

/** Whatever is refused for want of a key leads to the sign-in page, and from there back. */
function useSignIn() {
  const navigate = useNavigate();
  const { href, pathname } = useLocation();
  useEffect(
    () =>
      onKeyAsked(() => {
        // Several questions are refused together: the first one is enough.
        if (pathname !== '/sign-in') void navigate({ to: '/sign-in', search: { back: href } });
      }),
    [navigate, href, pathname],
  );
}

function useShellKeys() {
  const navigate = useNavigate();
  useLayoutEffect(listenForShortcuts, []);
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      openPalette();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  useShortcuts('keys.everywhere', [
    { keys: '?', label: 'keys.help', run: openShortcutHelp },
    { keys: '`', label: 'keys.api', run: openApiPanel },
    ...pageTable.map(({ path, id, key }) => ({
      keys: `g ${key}`,
      label: `nav.${id}`,
      run: () => void navigate({ to: path }),
    })),
  ]);
}
