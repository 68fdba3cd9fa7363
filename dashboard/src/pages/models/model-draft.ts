import type { ModelKind, ServerSetting } from 'tulving/client';

export interface ModelDraft {
  /** Empty: none. */
  provider: string;
  model: string;
  url: string;
  /** Empty: the one that is kept. */
  key: string;
}

/** `openai:gpt-5-mini` and its address, as fields of a form. */
export function draftOf(
  kind: ModelKind,
  model: string | null,
  settings: readonly ServerSetting[],
): ModelDraft {
  const url = settings.find(({ name }) => name === `${kind}Url`);
  const [provider = '', ...rest] = (model ?? '').split(':');
  const address = url?.next === null ? url.value : url?.next?.value;
  return { provider, model: rest.join(':'), url: address ?? '', key: '' };
}

/** What is kept of it; null takes a setting away. */
export function valuesOf(
  kind: ModelKind,
  { provider, model, url, key }: ModelDraft,
): Record<string, string | null> {
  if (provider === '') return { [kind]: null, [`${kind}Url`]: null };
  return {
    [kind]: `${provider}:${model.trim()}`,
    [`${kind}Url`]: url.trim() === '' ? null : url.trim(),
    ...(key !== '' && { [`${kind}ApiKey`]: key }),
  };
}
