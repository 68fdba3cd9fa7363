import { useTranslation } from 'react-i18next';
import { problemText } from '@/api/problem-text';

/** Why what a form asked for was not done. */
export function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { title, detail, remedy } = problemText(error, t);
  return (
    <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      <strong>{title}</strong> {remedy}
      <div className="font-mono text-xs">{detail}</div>
    </div>
  );
}
