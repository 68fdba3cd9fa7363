import { readFileSync } from 'node:fs';
import type { Words } from '../settings.js';

export type Language = keyof Words;

type Texts = { readonly [key: string]: string | Texts };
type Namespace = 'errors' | 'reasons';

const folders = { en: 'en', zh: 'zh-CN' } as const satisfies Record<Language, string>;
const read = new Map<string, Texts>();

/** With its values, which stand in it as `{{name}}`. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (mark, name: string) => String(values[name] ?? mark));
}

/**
 * A text that the dashboard has, too.
 *
 * @param path with dots between: `via.hop`
 * @returns undefined where there is none, as for what only the command line meets
 */
export function sharedText(
  namespace: Namespace,
  path: string,
  language: Language,
): string | undefined {
  const found = path
    .split('.')
    .reduce<string | Texts | undefined>(
      (texts, key) => (typeof texts === 'object' ? texts[key] : undefined),
      textsOf(namespace, language),
    );
  return typeof found === 'string' ? found : undefined;
}

function textsOf(namespace: Namespace, language: Language): Texts {
  const file = `../texts/${folders[language]}/${namespace}.json`;
  const known = read.get(file);
  if (known) return known;
  const texts = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Texts;
  read.set(file, texts);
  return texts;
}
