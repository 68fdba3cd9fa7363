import { useTranslation } from 'react-i18next';
import { useShownFigure } from './figures';
import { HealthBadge } from './health-badge';
import type { Part } from './parts';

export function PartRow({ name, status, cause, figures }: Part) {
  const { t } = useTranslation();
  const shown = useShownFigure();
  return (
    <li className="grid gap-1.5 px-4 py-3">
      <div className="flex items-center gap-2">
        <h3 className="flex-1 text-sm font-medium">{t(`status:part.${name}`)}</h3>
        <HealthBadge status={status} />
      </div>
      <p className="text-xs text-ink-faint">{t(`status:part_text.${name}`)}</p>
      {cause !== undefined && (
        <p className="rounded-md bg-warn-soft px-2.5 py-1.5 text-xs text-warn [overflow-wrap:anywhere]">
          {cause}
        </p>
      )}
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
        {figures.map((figure) => (
          <div key={figure.name} className="flex min-w-0 gap-1.5">
            <dt className="shrink-0 text-ink-faint">{t(`status:figure.${figure.name}`)}</dt>
            <dd className="min-w-0 font-medium tabular-nums [overflow-wrap:anywhere]">
              {shown(figure)}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
