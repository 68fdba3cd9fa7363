import { useShortcuts } from './shell/shortcuts';

/** j and k go from one `data-row` of the page to the next; Enter opens the link that has the focus. */
export function useRowSteps(): void {
  function step(by: number) {
    const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
  }
  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: () => step(1) },
    { keys: 'k', label: 'keys.up', run: () => step(-1) },
  ]);
}
