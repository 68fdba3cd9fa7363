import { useNavigate, useSearch } from '@tanstack/react-router';
import { Columns2, X } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/page';
import { useShortcuts } from '@/components/shell/shortcuts';
import { LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { QueryForm, questionId } from './query-form';
import { RecallTabs } from './recall-tabs';
import { otherSide, type RecallSearch, settingsOf } from './recall-params';
import { RunColumn } from './run-column';
import { SettingsPanel } from './settings-panel';
import { SideFields } from './side-fields';
import { Start } from './start';
import { useHitKeys } from './use-hit-keys';
import { useRun, useUsualUser } from './use-run';

const Comparison = lazy(async () => ({ default: (await import('./comparison')).Comparison }));

/** Asks as an agent would, and tells why each memory came. */
export function RecallPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/recall' });
  const setSearch = useSetSearch();
  const user = useUsualUser();
  const a = useRun(search, settingsOf(search), user);
  const b = useRun(otherSide(search), search.b, user);
  const isComparing = search.b !== undefined;
  const toggle = () => setSearch({ b: isComparing ? undefined : settingsOf(search) });
  useHitKeys();
  useQuestionFocus(search.q === undefined);
  useShortcuts('recall:keys.title', [
    {
      keys: '/',
      label: 'recall:keys.ask',
      run: () => document.getElementById(questionId)?.focus(),
    },
    { keys: 'c', label: 'recall:keys.compare', run: toggle },
  ]);
  function ask(change: Partial<RecallSearch>) {
    if (Object.keys(change).length > 0) return setSearch(change);
    a.again();
    if (isComparing) b.again();
  }
  return (
    <Page
      title={t('nav.recall')}
      description={t('recall:text')}
      actions={
        <Button onClick={toggle} aria-pressed={isComparing}>
          {isComparing ? <X /> : <Columns2 />}
          {t(isComparing ? 'recall:compare.end' : 'recall:compare.start')}
        </Button>
      }
    >
      <RecallTabs />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        <QueryForm search={search} usual={user.name} onAsk={ask} />
        <Settings search={search} onChange={setSearch} />
        {search.q === undefined && <Start onAsk={(asked) => setSearch(asked)} />}
        {search.q !== undefined && isComparing && (
          <Suspense fallback={<LoadingLines lines={9} />}>
            <Comparison search={search} a={a} b={b} />
          </Suspense>
        )}
        {search.q !== undefined && !isComparing && <RunColumn run={a} isAlone />}
      </div>
    </Page>
  );
}

interface SettingsProps {
  search: RecallSearch;
  onChange: (change: Partial<RecallSearch>) => void;
}

function Settings({ search, onChange }: SettingsProps) {
  const { t } = useTranslation();
  const { b } = search;
  if (b === undefined) {
    return (
      <SettingsPanel
        title={t('recall:settings')}
        settings={settingsOf(search)}
        onChange={onChange}
      />
    );
  }
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <SettingsPanel
        isOneOfTwo
        title={t('recall:settings_a')}
        settings={settingsOf(search)}
        onChange={onChange}
      />
      <SettingsPanel
        isOneOfTwo
        title={t('recall:settings_b')}
        settings={b}
        onChange={(change) => onChange({ b: { ...b, ...change } })}
      >
        <SideFields
          search={search}
          side={b}
          onChange={(change) => onChange({ b: { ...b, ...change } })}
        />
      </SettingsPanel>
    </div>
  );
}

/** Who comes to ask can type at once; on a telephone that would open its keyboard. */
function useQuestionFocus(isNew: boolean) {
  useEffect(() => {
    if (isNew && matchMedia('(pointer: fine)').matches)
      document.getElementById(questionId)?.focus();
  }, [isNew]);
}

function useSetSearch() {
  const navigate = useNavigate({ from: '/recall' });
  return (change: Partial<RecallSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }) });
}
