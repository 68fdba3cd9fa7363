import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ServerSetting } from 'tulving/client';
import { OriginBadge } from '@/components/operate/origin-badge';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useShownValue } from './shown-value';

interface SettingRowProps {
  setting: ServerSetting;
  onEdit: (setting: ServerSetting) => void;
}

export function SettingRow({ setting, onEdit }: SettingRowProps) {
  const { t, i18n } = useTranslation();
  const shown = useShownValue();
  const { flag, env, help, origin, next, fixed } = setting;
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <h3 className="flex flex-wrap items-baseline gap-x-2 text-sm font-medium">
          {flag.slice(2)}
          <code className="text-2xs font-normal text-ink-faint [overflow-wrap:anywhere]">
            {env}
          </code>
        </h3>
        <p className="text-xs text-ink-soft">
          {help[i18n.language.startsWith('zh') ? 'zh' : 'en']}
        </p>
      </div>
      <div className="grid min-w-0 flex-none basis-full content-start gap-1 sm:basis-64">
        <span className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 text-xs [overflow-wrap:anywhere]">{shown(setting)}</code>
          <OriginBadge origin={origin} />
        </span>
        {next !== null && (
          <span className="flex flex-wrap items-center gap-2 text-xs">
            <Badge tone="warn">{t('settings:next')}</Badge>
            <code className="min-w-0 [overflow-wrap:anywhere]">
              {shown({ ...setting, value: next.value, set: next.set })}
            </code>
          </span>
        )}
        {fixed !== null && (
          <span className="flex gap-1.5 text-xs text-ink-faint">
            <Lock aria-hidden className="mt-0.5 size-3 shrink-0" />
            {t(`settings:fixed.${fixed}`, { env, flag })}
          </span>
        )}
      </div>
      <span className="flex w-20 justify-end max-sm:w-auto">
        {fixed === null && (
          <Button
            size="small"
            aria-label={t('settings:change_of', { name: flag.slice(2) })}
            onClick={() => onEdit(setting)}
          >
            {t('settings:change')}
          </Button>
        )}
      </span>
    </li>
  );
}
