import { useTranslation } from 'react-i18next';
import type { Stats } from 'tulving/client';
import { useWholeScope } from '@/api/session';
import { useStats } from '@/api/stats';
import { ChoicePills } from '@/components/choice-pills';
import { DaySlider } from '@/components/day-slider';
import { dayAt } from '@/components/days';
import { Field, Select } from '@/components/ui/field';
import { narrowings, type TimelineChange } from './search-params';

/** By which time, of whom, and as it was believed when. */
export function Controls({ search, onChange, today }: TimelineChange & { today: string }) {
  const { t } = useTranslation();
  const { data: stats } = useStats(useWholeScope());
  const first = stats?.first_at;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <ChoicePills
          label={t('timeline:axis.label')}
          value={search.axis}
          choices={[
            { value: undefined, label: t('timeline:axis.learnt') },
            { value: 'held', label: t('timeline:axis.held') },
          ]}
          onChange={(axis) => onChange({ axis, until: undefined })}
        />
      </div>
      <div className="flex flex-wrap items-end gap-3">
        {narrowings.map((name) => (
          <Field key={name} label={t(`timeline:filter.${name}`)}>
            {(control) => (
              <Select
                {...control}
                // As wide before its names are there, so that nothing beside it moves to another line.
                className="w-44"
                value={search[name] ?? ''}
                onChange={({ target }) => onChange({ [name]: target.value || undefined })}
              >
                <option value="">{t('timeline:filter.all')}</option>
                {valuesOf(name, stats, search[name]).map((value) => (
                  <option key={value} value={value}>
                    {name === 'kind' ? t(`value.kind.${value}`) : value}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ))}
        <DaySlider
          label={t('timeline:as_of')}
          first={first ? dayAt(first) : undefined}
          last={today}
          value={search.at}
          onChange={(at) => onChange({ at })}
          className="basis-80 grow"
        />
      </div>
    </div>
  );
}

/** What there is, and what the address names though there is none of it. */
function valuesOf(
  name: (typeof narrowings)[number],
  stats: Stats | undefined,
  chosen: string | undefined,
): string[] {
  const there = stats
    ? {
        user: stats.user_ids.map((user) => user.name),
        cube: stats.cubes,
        kind: Object.entries(stats.kinds).flatMap(([kind, count]) => (count > 0 ? [kind] : [])),
      }[name]
    : [];
  return chosen === undefined || there.includes(chosen) ? there : [chosen, ...there];
}
