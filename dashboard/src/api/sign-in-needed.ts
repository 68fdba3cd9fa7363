type Listener = () => void;
const listeners = new Set<Listener>();

/** Told by every answer 401; the shell then shows the sign-in page. */
export function askForKey(): void {
  for (const listener of listeners) listener();
}

export function onKeyAsked(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
