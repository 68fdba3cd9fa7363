/** Where an entry stands in a config file. */
export interface Place {
  format: 'json' | 'toml' | 'yaml';
  /**
   * Keys from the root to the entry; the last is its name: ['mcpServers', 'tulving']. A key may
   * hold dots ('amp.mcpServers' is one key).
   */
  path: readonly string[];
  /** Servers are a list of objects with a `name` (YAML only): the last of the path is that name. */
  inList?: boolean;
}

/** Strings, numbers, booleans, arrays, nested objects. */
export type Entry = Readonly<Record<string, unknown>>;
