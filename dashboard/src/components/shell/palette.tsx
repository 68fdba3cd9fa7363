import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Code, Keyboard, Languages, Moon, Plus, Sun } from 'lucide-react';
import { type ComponentType, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hit } from 'tulving/client';
import { useMemorySearch } from '@/api/memories';
import { useWholeScope } from '@/api/session';
import { changeLanguage } from '@/i18n/start';
import { pageTable } from '@/pages/page-table';
import { openApiPanel } from './api-panel';
import { closePalette } from './command-palette';
import { openShortcutHelp } from './shortcut-help';
import { setTheme } from './theme';

export function Palette() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const found = useFound(useDeferredValue(text.trim()));
  return (
    <Command label={t('palette.title')} className="flex min-h-0 flex-col" loop>
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder={t('palette.placeholder')}
        className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-lg outline-none"
      />
      <Command.List className="min-h-0 overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-faint">
        {found.length === 0 && (
          <Command.Empty className="px-3 py-6 text-center text-sm text-ink-soft">
            {t('palette.nothing')}
          </Command.Empty>
        )}
        <Pages />
        <Actions />
        <Memories hits={found} />
      </Command.List>
    </Command>
  );
}

function Pages() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Command.Group heading={t('palette.pages')}>
      {pageTable.map(({ path, id, icon, key }) => (
        <Row
          key={id}
          icon={icon}
          label={t(`nav.${id}`)}
          hint={`g ${key}`}
          run={() => void navigate({ to: path })}
        />
      ))}
    </Command.Group>
  );
}

function Actions() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const other = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <Command.Group heading={t('palette.actions')}>
      <Row
        icon={Plus}
        label={t('palette.new_memory')}
        run={() => void navigate({ to: '/memories', search: { create: true } })}
      />
      <Row icon={Code} label={t('api.title')} hint="`" run={openApiPanel} />
      <Row icon={Sun} label={t('palette.light')} run={() => setTheme('light')} />
      <Row icon={Moon} label={t('palette.dark')} run={() => setTheme('dark')} />
      <Row
        icon={Languages}
        label={other === 'en' ? 'English' : '切换到简体中文'}
        run={() => void changeLanguage(other)}
      />
      <Row icon={Keyboard} label={t('keys.title')} hint="?" run={openShortcutHelp} />
    </Command.Group>
  );
}

function useFound(query: string): readonly Hit[] {
  const scope = useWholeScope();
  const { data } = useMemorySearch({ query, ...scope, limit: 6 });
  return query === '' ? [] : (data?.results ?? []);
}

function Memories({ hits }: { hits: readonly Hit[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (hits.length === 0) return null;
  return (
    <Command.Group heading={t('nav.memories')} forceMount>
      {hits.map(({ id, text }) => (
        <Row
          key={id}
          value={id}
          label={text}
          always
          run={() => void navigate({ to: '/memories/$id', params: { id } })}
        />
      ))}
    </Command.Group>
  );
}

interface RowProps {
  icon?: ComponentType<{ className?: string }>;
  label: string;
  hint?: string;
  value?: string;
  /** Shown whatever is typed: it was found by meaning. */
  always?: boolean;
  run: () => void;
}

function Row({ icon: Icon, label, hint, value, always = false, run }: RowProps) {
  return (
    <Command.Item
      value={value ?? label}
      forceMount={always}
      onSelect={() => {
        closePalette();
        run();
      }}
      className="flex h-9 items-center gap-2.5 rounded-md px-2 text-sm data-[selected=true]:bg-sunken"
    >
      {Icon && <Icon className="size-4 shrink-0 text-ink-faint" />}
      <span className="flex-1 truncate">{label}</span>
      {hint !== undefined && <span className="text-xs text-ink-faint">{hint}</span>}
    </Command.Item>
  );
}
