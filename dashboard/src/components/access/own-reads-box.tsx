import { useTranslation } from 'react-i18next';
import { Checkbox } from '../ui/field';

interface OwnReadsBoxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Whether a log also shows what dashboards read. */
export function OwnReadsBox({ checked, onChange }: OwnReadsBoxProps) {
  const { t } = useTranslation();
  return (
    <label className="flex items-center gap-2 text-sm">
      <Checkbox checked={checked} onChange={() => onChange(!checked)} />
      {t('own_reads')}
    </label>
  );
}
