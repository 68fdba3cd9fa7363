import { Toaster } from 'sonner';
import { useTranslation } from 'react-i18next';
import { useTheme } from './theme';

/** Where toasts appear. */
export function Notices() {
  const { t } = useTranslation();
  return (
    <Toaster
      theme={useTheme()}
      position="bottom-right"
      closeButton={false}
      containerAriaLabel={t('notices')}
      toastOptions={{ duration: 6_000 }}
    />
  );
}
