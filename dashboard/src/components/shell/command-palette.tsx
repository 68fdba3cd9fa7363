import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import { createOpenState } from './open-state';

const state = createOpenState();
export const openPalette = state.open;
export const closePalette = state.close;

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));

/** Control+K: pages, actions and memories in one field. */
export function CommandPalette() {
  const { t } = useTranslation();
  const open = state.useOpen();
  return (
    <Dialog open={open} onClose={closePalette} title={t('palette.title')} bare>
      {open && (
        <Suspense fallback={<div className="h-72" />}>
          <Palette />
        </Suspense>
      )}
    </Dialog>
  );
}
