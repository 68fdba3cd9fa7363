import { useTranslation } from 'react-i18next';
import { Dialog, DialogBody } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { createOpenState } from './open-state';
import { paletteKeys } from './palette-keys';
import { shortcutGroups } from './shortcuts';

const state = createOpenState();
export const openShortcutHelp = state.open;

const glyphs: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Enter: '↵',
  Escape: 'Esc',
};

export function ShortcutHelp() {
  const { t } = useTranslation();
  const open = state.useOpen();
  return (
    <Dialog open={open} onClose={state.close} title={t('keys.title')}>
      <DialogBody>
        {open &&
          [...keysByLabel()].map(([title, labels]) => (
            <section key={title} className="grid gap-1.5">
              <h3 className="text-xs font-medium text-ink-faint">{t(title)}</h3>
              <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
                {title === 'keys.everywhere' && (
                  <ShortcutRow keys={[paletteKeys]} label={t('palette.title')} />
                )}
                {[...labels].map(([label, keys]) => (
                  <ShortcutRow key={label} keys={keys} label={t(label)} />
                ))}
              </dl>
            </section>
          ))}
      </DialogBody>
    </Dialog>
  );
}

/** Several parts of a page may add to one group, and several keys may do the same. */
function keysByLabel(): Map<string, Map<string, string[]>> {
  const titles = new Map<string, Map<string, string[]>>();
  for (const { title, shortcuts } of shortcutGroups()) {
    const labels = titles.get(title) ?? new Map<string, string[]>();
    titles.set(title, labels);
    for (const { label, keys } of shortcuts)
      labels.set(label, [...(labels.get(label) ?? []), keys]);
  }
  return titles;
}

function ShortcutRow({ keys, label }: { keys: readonly string[]; label: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="flex justify-end gap-1">
        {keys
          .flatMap((one) => one.split(' '))
          .map((key) => (
            <Kbd key={key}>{glyphs[key] ?? key}</Kbd>
          ))}
      </dd>
    </>
  );
}
