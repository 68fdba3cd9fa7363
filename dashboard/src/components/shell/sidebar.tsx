import { BookOpen, Keyboard, Languages, Monitor, Moon, Search, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '@/i18n/languages';
import { changeLanguage } from '@/i18n/start';
import { IconButton } from '../ui/button';
import { Kbd } from '../ui/kbd';
import { Menu } from '../ui/menu';
import { openPalette } from './command-palette';
import { PageNav } from './page-nav';
import { paletteKeys } from './palette-keys';
import { SessionRow } from './session-row';
import { openShortcutHelp } from './shortcut-help';
import { setTheme, themes, useTheme } from './theme';

export function Sidebar() {
  const { t } = useTranslation();
  return (
    <div className="flex h-full flex-col gap-1 p-2.5">
      <div className="hidden px-1.5 pt-1.5 pb-3 md:block">
        <Brand />
      </div>
      <button
        type="button"
        onClick={openPalette}
        className="mb-2 flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-sm text-ink-faint hover:border-line-strong"
      >
        <Search className="size-4" />
        <span className="flex-1 text-start">{t('palette.open')}</span>
        <Kbd>{paletteKeys}</Kbd>
      </button>
      <PageNav />
      <SessionRow />
      <div className="flex items-center border-t border-line pt-2">
        <ThemeMenu />
        <LanguageMenu />
        <IconButton label={t('keys.title')} onClick={openShortcutHelp}>
          <Keyboard />
        </IconButton>
        <a
          href="/docs"
          target="_blank"
          rel="noreferrer"
          title={t('nav.api_docs')}
          aria-label={t('nav.api_docs')}
          className="inline-flex size-8 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink"
        >
          <BookOpen className="size-4" />
        </a>
      </div>
    </div>
  );
}

export function Brand() {
  return (
    <span className="flex items-center gap-2 text-base font-semibold tracking-tight">
      <img src="/favicon.svg" alt="" width={20} height={20} className="rounded" />
      Tulving
    </span>
  );
}

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

function ThemeMenu() {
  const { t } = useTranslation();
  const theme = useTheme();
  const Icon = themeIcons[theme];
  const items = themes.map((choice) => ({
    label: t(`theme.${choice}`),
    icon: themeIcons[choice],
    checked: choice === theme,
    onSelect: () => setTheme(choice),
  }));
  return (
    <Menu items={items} align="start">
      <IconButton label={t('theme.label')}>
        <Icon />
      </IconButton>
    </Menu>
  );
}

function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const items = Object.entries(languages).map(([language, label]) => ({
    label,
    checked: i18n.language === language,
    onSelect: () => void changeLanguage(language as Language),
  }));
  return (
    <Menu items={items} align="start">
      <IconButton label={t('language')}>
        <Languages />
      </IconButton>
    </Menu>
  );
}
