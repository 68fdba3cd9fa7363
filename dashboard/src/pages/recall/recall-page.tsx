import { useTranslation } from 'react-i18next';
import { Page } from '@/components/page';
import { LoadingLines } from '@/components/states';

export function RecallPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.recall')}>
      <LoadingLines />
    </Page>
  );
}
