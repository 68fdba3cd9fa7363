import { useTranslation } from 'react-i18next';
import type { ServerSetting } from 'tulving/client';

type Valued = Pick<ServerSetting, 'secret' | 'set' | 'value' | 'default'>;

/** A value in words; a secret only tells that it is there. */
export function useShownValue(): (setting: Valued) => string {
  const { t } = useTranslation();
  return ({ secret, set, value, default: fallback }) => {
    if (secret) return set ? '••••••••' : t('settings:unset');
    return value ?? fallback.replaceAll('`', '');
  };
}
