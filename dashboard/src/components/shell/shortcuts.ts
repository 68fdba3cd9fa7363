import { useLayoutEffect, useRef } from 'react';

export interface Shortcut {
  /** One key as the browser names it, or two pressed one after the other: `g m`. */
  readonly keys: string;
  /** A key of the translations: what it does. */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => void;
}

interface Group {
  /** A key of the translations. */
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

const patience = 1_000;
const groups = new Map<symbol, Group>();
let before: { key: string; at: number } | undefined;

/** What can be pressed now: that of the newest part of the page first. */
export function shortcutGroups(): Group[] {
  return [...groups.values()];
}

/**
 * Makes keys work while the part of the page is there, from the moment that it is seen (so a layout
 * effect); they are told in the help (`?`).
 */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useLayoutEffect(() => {
    const name = Symbol(title);
    groups.set(name, {
      title,
      get shortcuts() {
        return latest.current;
      },
    });
    return () => {
      groups.delete(name);
    };
  }, [title]);
}

/** One listener for all. Returns how to stop. */
export function listenForShortcuts(): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (isTyping(event.target) || isInDialog(event.target) || isPress(event)) return;
    const shortcut = pressed(event);
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.run(event);
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}

function pressed({ key, timeStamp: at }: KeyboardEvent): Shortcut | undefined {
  const pair = before && at - before.at < patience ? `${before.key} ${key}` : undefined;
  before = { key, at };
  const all = [...groups.values()].reverse().flatMap(({ shortcuts }) => shortcuts);
  const found =
    (pair !== undefined && all.find(({ keys }) => keys === pair)) ||
    all.find(({ keys }) => keys === key);
  if (found) before = undefined;
  return found || undefined;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}

/** Enter and Space belong to the button or link that has the focus. */
function isPress({ key, target }: KeyboardEvent): boolean {
  if (key !== 'Enter' && key !== ' ') return false;
  return target instanceof HTMLElement && target.closest('a, button, summary') !== null;
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('dialog, [role=menu]') !== null;
}
