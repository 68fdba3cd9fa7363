import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/page';
import { Tabs } from '@/components/ui/tabs';
import { ExportForm } from './export-form';
import { ImportWizard } from './import-wizard';

/** Memories from files and into files, of ours and of other systems. */
export function ExchangePage() {
  const { t } = useTranslation();
  const search: Record<string, unknown> = useSearch({ from: '/shell/exchange' });
  const navigate = useNavigate({ from: '/exchange' });
  const tab = search['tab'] === 'export' ? 'export' : 'import';
  const tabs = [
    { id: 'import', label: t('exchange:import.tab'), content: <ImportWizard /> },
    { id: 'export', label: t('exchange:export.tab'), content: <ExportForm /> },
  ];
  return (
    <Page title={t('nav.exchange')} description={t('exchange:text')}>
      <div className="px-4 md:px-6">
        <Tabs
          label={t('nav.exchange')}
          tabs={tabs}
          value={tab}
          onChange={(id) => void navigate({ search: id === 'export' ? { tab: 'export' } : {} })}
        />
      </div>
    </Page>
  );
}
