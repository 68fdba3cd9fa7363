import type { ResourceKey } from 'i18next';

const files = import.meta.glob<ResourceKey>('./en/*.json', { eager: true, import: 'default' });

/** By namespace, which is the name of the file. */
export const texts = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice('./en/'.length, -'.json'.length), text]),
);
