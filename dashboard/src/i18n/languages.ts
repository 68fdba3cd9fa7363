export const languages = { en: 'English', 'zh-CN': '简体中文' } as const;
export type Language = keyof typeof languages;

const remembered = 'tulving.language';

/** What the person chose, else what the browser asks for. */
export function initialLanguage(): Language {
  const wanted = [localStorage.getItem(remembered) ?? '', ...navigator.languages];
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (tag.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

/** For dates and numbers: as they are written where the browser is at home, in the language of the page. */
export function localeOf(language: string): string {
  const own = language.slice(0, 2);
  return navigator.languages.find((tag) => tag.slice(0, 2) === own) ?? language;
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(remembered, language);
}
