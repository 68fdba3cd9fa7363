import { personalRules } from './personal-rules.js';

/** Kinds of personal data that a text holds, such as `personal:iban`, each once. */
export function personalIn(text: string): string[] {
  const found = personalRules.filter(({ pattern, accept = always }) =>
    text.match(pattern)?.some((match) => accept(match)),
  );
  return found.map(({ code }) => `personal:${code}`);
}

/** Each becomes `[REDACTED:<code>]`. Doing it twice changes nothing. */
export function redactPersonal(text: string): { text: string; found: string[] } {
  const found: string[] = [];
  let redacted = text;
  for (const { code, pattern, accept = always } of personalRules) {
    redacted = redacted.replaceAll(pattern, (match) => {
      if (!accept(match)) return match;
      found.push(code);
      return `[REDACTED:${code}]`;
    });
  }
  return { text: redacted, found };
}

const always = () => true;
