import i18next, { type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Namespace } from './namespaces';
import { initialLanguage, type Language, rememberLanguage } from './languages';

interface Texts {
  texts: Record<string, ResourceKey>;
  textsLater: Record<Namespace, () => Promise<ResourceKey>>;
}

/** Each language is one chunk, made of one file a namespace, and one for each page that brings its own. */
const loaders: Record<Language, () => Promise<Texts>> = {
  en: () => import('./en'),
  'zh-CN': () => import('./zh-CN'),
};
/** Those of the pages that were visited. */
const visited = new Set<Namespace>();

export async function startTranslations(): Promise<void> {
  const language = initialLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    resources: { [language]: (await loaders[language]()).texts },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  const { texts } = await loaders[language]();
  await Promise.all([...visited].map((namespace) => addTexts(language, namespace)));
  for (const [namespace, resource] of Object.entries(texts)) {
    i18next.addResourceBundle(language, namespace, resource, true, true);
  }
  await i18next.changeLanguage(language);
  rememberLanguage(language);
  document.documentElement.lang = language;
}

/** Loads a page with the texts that only it needs, or it and a few others. */
export async function withTexts<Module>(
  needed: Namespace | readonly Namespace[],
  load: () => Promise<Module>,
): Promise<Module> {
  const namespaces = [needed].flat();
  for (const namespace of namespaces) visited.add(namespace);
  const language = i18next.language as Language;
  const texts = namespaces.map((namespace) => addTexts(language, namespace));
  const [module] = await Promise.all([load(), ...texts]);
  return module;
}

async function addTexts(language: Language, namespace: Namespace): Promise<void> {
  const { textsLater } = await loaders[language]();
  i18next.addResourceBundle(language, namespace, await textsLater[namespace](), true, true);
}
