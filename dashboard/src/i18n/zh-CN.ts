import type { ResourceKey } from 'i18next';

const files = import.meta.glob<ResourceKey>('./zh-CN/*.json', { eager: true, import: 'default' });

/** By namespace, which is the name of the file. */
export const texts = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [
    path.slice('./zh-CN/'.length, -'.json'.length),
    text,
  ]),
);
