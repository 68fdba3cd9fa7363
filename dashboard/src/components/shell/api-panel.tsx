import { Code } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { createOpenState } from './open-state';

const state = createOpenState();
export const openApiPanel = state.open;

const ApiCalls = lazy(async () => ({ default: (await import('./api-calls')).ApiCalls }));

export function ApiButton() {
  const { t } = useTranslation();
  return (
    <Button look="quiet" title={t('api.title')} onClick={openApiPanel}>
      <Code />
      <span className="max-sm:sr-only">{t('api.open')}</span>
    </Button>
  );
}

/** The calls that the page has made, so that a program can make them too. */
export function ApiPanel() {
  const { t } = useTranslation();
  const open = state.useOpen();
  return (
    <Dialog
      open={open}
      onClose={state.close}
      side="right"
      title={t('api.title')}
      description={t('api.text')}
    >
      {open && (
        <Suspense>
          <ApiCalls />
        </Suspense>
      )}
    </Dialog>
  );
}
