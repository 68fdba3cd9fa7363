import { useTranslation } from 'react-i18next';
import type { KeptCube, KeptUser } from 'tulving/client';

/** What is active, as Home counts it, and what is kept beside it. */
export function KeptCount({ kept }: { kept: Pick<KeptCube | KeptUser, 'active' | 'memories'> }) {
  const { t } = useTranslation();
  const { active, memories } = kept;
  return (
    <>
      {t('kept.active', { count: active })}
      {memories > active && ` · ${t('kept.beside', { count: memories - active })}`}
    </>
  );
}
