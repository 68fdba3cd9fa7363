import type { ResourceKey } from 'i18next';
import { type Namespace, namespaceOf } from './namespaces';

// What the command line tells, too, lies beside it.
const files = import.meta.glob<ResourceKey>(
  ['./zh-CN/*.json', '../../../src/texts/zh-CN/errors.json'],
  { eager: true, import: 'default' },
);
const later = import.meta.glob<ResourceKey>(
  ['./zh-CN/later/*.json', '../../../src/texts/zh-CN/reasons.json'],
  { import: 'default' },
);

/** By namespace, which is the name of the file. */
export const texts = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [namespaceOf(path), text]),
);

/** Of what only one page says. */
export const textsLater = Object.fromEntries(
  Object.entries(later).map(([path, load]) => [namespaceOf(path), load]),
) as Record<Namespace, () => Promise<ResourceKey>>;
