import i18next, { type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage, type Language, rememberLanguage } from './languages';

type Texts = Record<string, ResourceKey>;

/** Each language is one chunk, made of one file a namespace. */
const loaders: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en')).texts,
  'zh-CN': async () => (await import('./zh-CN')).texts,
};

export async function startTranslations(): Promise<void> {
  const language = initialLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    resources: { [language]: await loaders[language]() },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  const texts = await loaders[language]();
  for (const [namespace, resource] of Object.entries(texts)) {
    i18next.addResourceBundle(language, namespace, resource, true, true);
  }
  await i18next.changeLanguage(language);
  rememberLanguage(language);
  document.documentElement.lang = language;
}
