import { useShortcuts } from '@/components/shell/shortcuts';

/** j and k go from memory to memory; Enter, on the button that has the focus, tells why. */
export function useHitKeys(): void {
  const down = () => step(1);
  const up = () => step(-1);
  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: down },
    { keys: 'k', label: 'keys.up', run: up },
    { keys: '+', label: 'recall:keys.useful', run: () => judge('useful') },
    { keys: '-', label: 'recall:keys.not_useful', run: () => judge('not_useful') },
    { keys: 'o', label: 'recall:keys.open', run: openFocused },
  ]);
}

const buttons = () => [...document.querySelectorAll<HTMLElement>('[data-hit]')];

function step(by: number): void {
  const all = buttons();
  const focused = document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-hit]');
  const at = focused ? all.indexOf(focused) : -1;
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.closest('li')?.scrollIntoView({ block: 'nearest' });
}

/** What has the focus was to the point, or was not. */
function judge(action: string): void {
  const hit = document.activeElement?.closest('li');
  hit?.querySelector<HTMLElement>(`[data-judge=${action}]`)?.click();
}

function openFocused(): void {
  document.activeElement
    ?.closest('li')
    ?.querySelector<HTMLElement>('a[href^="/memories/"]')
    ?.click();
}
