import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerSetting } from 'tulving/client';
import { ChoicePills } from '@/components/choice-pills';
import { Panel } from '@/components/panel';
import { EmptyState } from '@/components/states';
import { Input } from '@/components/ui/field';
import { SettingDialog } from './setting-dialog';
import { SettingRow } from './setting-row';

const groups = ['models', 'content', 'keeping', 'backups', 'server', 'store', 'general'] as const;
type Group = (typeof groups)[number];

interface SettingGroupsProps {
  settings: readonly ServerSetting[];
  group: string | undefined;
  onGroup: (group: string | undefined) => void;
}

/** All settings by what they are about. */
export function SettingGroups({ settings, group, onGroup }: SettingGroupsProps) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const [edited, setEdited] = useState<ServerSetting>();
  const chosen = groups.find((one) => one === group);
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const shown = useMemo(() => {
    const letters = text.trim().toLowerCase();
    return settings.filter(
      ({ env, flag, help }) =>
        letters === '' || `${env} ${flag} ${help[language]}`.toLowerCase().includes(letters),
    );
  }, [settings, text, language]);
  const filled = groups.filter((one) => chosen === undefined || one === chosen);
  return (
    <div className="grid gap-4 pt-4">
      <div className="flex flex-wrap items-center gap-2">
        <ChoicePills<Group>
          label={t('settings:group.label')}
          value={chosen}
          onChange={onGroup}
          choices={[
            { value: undefined, label: t('settings:group.all') },
            ...groups.map((one) => ({ value: one, label: t(`settings:group.${one}`) })),
          ]}
        />
        <Input
          type="search"
          aria-label={t('settings:search')}
          placeholder={t('settings:search')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className="min-w-0 flex-1 basis-48"
        />
      </div>
      {shown.length === 0 && <EmptyState title={t('settings:none')} />}
      {filled.map((one) => {
        const rows = shown.filter((setting) => setting.group === one);
        if (rows.length === 0) return null;
        return (
          <Panel key={one} title={t(`settings:group.${one}`)}>
            <ul className="divide-y divide-line border-t border-line">
              {rows.map((setting) => (
                <SettingRow key={setting.name} setting={setting} onEdit={setEdited} />
              ))}
            </ul>
            {one === 'models' && (
              <p className="border-t border-line px-4 py-3 text-sm">
                <Link to="/models" className="text-accent underline">
                  {t('settings:to_models')}
                </Link>
              </p>
            )}
          </Panel>
        );
      })}
      <SettingDialog setting={edited} onClose={() => setEdited(undefined)} />
    </div>
  );
}
