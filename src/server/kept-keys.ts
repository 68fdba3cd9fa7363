import { type ModelKind, modelKinds } from '../model/model-desk.js';
import type { FoundSetting, FoundSettings } from './found-settings.js';

type Values = Readonly<Record<string, string | null>>;

/**
 * A key goes where it was meant to go: whoever leads a model to another address brings the key for it, so
 * that none is read by a server of one's own.
 */
export function strayKeys(
  values: Values,
  now: FoundSettings,
): { pointer: string; detail: string }[] {
  return modelKinds.flatMap((kind) => {
    const key = now[`${kind}ApiKey`];
    const to = addressOf(kind, (name) => (name in values ? values[name] : now[name].text));
    const from = addressOf(kind, (name) => now[name].text);
    if (to === undefined || to === from || staysHome(key)) return [];
    const name = `${kind}ApiKey`;
    const pointer = `/values/${kind}Url`;
    if (key.origin === 'environment' || key.origin === 'flag') {
      return [{ pointer, detail: `stays while the ${key.origin} sets ${name}: change both there` }];
    }
    return name in values ? [] : [{ pointer, detail: `takes a new ${name}, or null for none` }];
  });
}

/** What is kept under a provider's own name goes to that provider alone anyway. */
function staysHome({ text, ofProvider = false }: FoundSetting): boolean {
  return text === undefined || ofProvider;
}

/** Where a model is asked, unless at its provider's own address. */
function addressOf(
  kind: ModelKind,
  text: (name: ModelKind | `${ModelKind}Url`) => string | null | undefined,
): string | undefined {
  const named = text(`${kind}Url`) ?? /https?:\/\/[^#\s]+/.exec(text(kind) ?? '')?.[0];
  return named !== undefined && URL.canParse(named) ? new URL(named).origin : undefined;
}
