import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { buttonStyle } from '../ui/button';
import { EmptyState } from '../states';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('not_found.title')}
      action={
        <Link to="/" className={buttonStyle({ look: 'plain' })}>
          {t('not_found.home')}
        </Link>
      }
    >
      {t('not_found.text')}
    </EmptyState>
  );
}
