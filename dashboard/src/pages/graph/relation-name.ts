import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** `lives_in` as people say it; a kind of which there are no words as it is written. */
export function useRelationName(): (kind: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (kind) => t(`graph:relation.${kind}`, { defaultValue: kind.replaceAll('_', ' ') }),
    [t],
  );
}
