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

export function rememberLanguage(language: Language): void {
  localStorage.setItem(remembered, language);
}
