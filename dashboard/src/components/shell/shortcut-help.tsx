import { useTranslation } from 'react-i18next';
import { Dialog, DialogBody } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { createOpenState } from './open-state';
import { shortcutGroups } from './shortcuts';

const state = createOpenState();
export const openShortcutHelp = state.open;

export function ShortcutHelp() {
  const { t } = useTranslation();
  const open = state.useOpen();
  return (
    <Dialog open={open} onClose={state.close} title={t('keys.title')}>
      <DialogBody>
        {open &&
          shortcutGroups().map(({ title, shortcuts }) => (
            <section key={title} className="grid gap-1.5">
              <h3 className="text-xs font-medium text-ink-faint">{t(title)}</h3>
              <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
                {shortcuts.map(({ keys, label }) => (
                  <ShortcutRow key={keys} keys={keys} label={t(label)} />
                ))}
                {title === 'keys.everywhere' && (
                  <ShortcutRow keys="⌘K" label={t('palette.title')} />
                )}
              </dl>
            </section>
          ))}
      </DialogBody>
    </Dialog>
  );
}

function ShortcutRow({ keys, label }: { keys: string; label: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="flex justify-end gap-1">
        {keys.split(' ').map((key, at) => (
          <Kbd key={at}>{key === 'Escape' ? 'Esc' : key}</Kbd>
        ))}
      </dd>
    </>
  );
}
