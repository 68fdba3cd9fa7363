export interface ChatSearch {
  /** Whose memories answer. */
  user?: string;
}

/** What the address of the page holds. */
export function readChatSearch({ user }: Record<string, unknown>): ChatSearch {
  return typeof user === 'string' && user !== '' ? { user } : {};
}
