const patience = 10_000;
const key = 'tulving.reloaded';

/**
 * After an update the server has no scripts of before: a page that was open then is loaded anew when
 * it lacks one. Not twice in ten seconds, and not while the server is away: what failed is told then.
 */
export function reloadAfterUpdates(): void {
  window.addEventListener('vite:preloadError', () => {
    const before = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - before < patience) return;
    fetch('/health').then(
      ({ ok }) => ok && reload(),
      // The server is away: a page that stands is better than none.
      () => undefined,
    );
  });
}

function reload(): void {
  sessionStorage.setItem(key, String(Date.now()));
  window.location.reload();
}
