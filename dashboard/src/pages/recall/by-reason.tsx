import { useTranslation } from 'react-i18next';
import type { Trace } from 'tulving/client';
import { useMemoryTexts } from '@/api/memory-texts';
import { Panel } from '@/components/panel';
import { familyOf } from '@/components/recall/channel-table';
import { MemoryLine } from '@/components/recall/memory-line';
import { channelName, Explained, FamilyDot } from '@/components/recall/reason-word';
import { listFormat } from '@/components/recall/why';
import { Disclosure } from '@/components/ui/disclosure';

type Reason = NonNullable<Trace['channels']>[number];

/** What each reason alone would have put first, whether it was answered or not. */
export function ByReason({ trace: { channels = [], hits } }: { trace: Trace }) {
  const { t } = useTranslation();
  const places = new Map(hits.map(({ memory_id: id }, at) => [id, at + 1]));
  if (channels.length === 0) return null;
  return (
    <Panel
      title={t('recall:by_reason.title')}
      aside={
        <span className="text-xs text-ink-faint">
          <Explained text={t('recall:by_reason.text')}>{t('recall:by_reason.what')}</Explained>
        </span>
      }
    >
      <div className="px-4 pb-4 text-sm">
        <Disclosure title={t('recall:by_reason.count', { count: channels.length })}>
          <ul className="mt-1 ms-5 grid gap-1">
            {channels.map((reason) => (
              <li key={reason.channel}>
                <ReasonLine reason={reason} places={places} />
              </li>
            ))}
          </ul>
        </Disclosure>
      </div>
    </Panel>
  );
}

interface ReasonProps {
  reason: Reason;
  /** Of the memories that were answered. */
  places: ReadonlyMap<string, number>;
}

function ReasonLine({ reason, places }: ReasonProps) {
  const { t, i18n } = useTranslation();
  const { channel, found, weights } = reason;
  const counts = Object.entries(weights).map(([source, weight]) =>
    t('recall:by_reason.weight', {
      weight: weight.toLocaleString(i18n.language),
      source: t(`reasons:source.${source}`),
    }),
  );
  const title = (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2">
      <FamilyDot family={familyOf(channel)} />
      {channelName(channel, t)}
      <span className="text-xs text-ink-faint tabular-nums">
        {t('recall:found.count', { count: found })}
      </span>
    </span>
  );
  return (
    <Disclosure title={title}>
      <div className="mt-1 ms-5 grid gap-1">
        <p className="text-xs text-ink-faint">
          {counts.length > 0
            ? t('recall:by_reason.weights', { weights: listFormat(i18n.language).format(counts) })
            : t('recall:by_reason.no_weight')}
        </p>
        <Best reason={reason} places={places} />
      </div>
    </Disclosure>
  );
}

function Best({ reason: { best }, places }: ReasonProps) {
  const { t, i18n } = useTranslation();
  const texts = useMemoryTexts(best.map(({ memory_id: id }) => id));
  return (
    <ol className="grid w-full gap-1">
      {best.map(({ memory_id: id, score }, at) => {
        const place = places.get(id);
        const told = score.toLocaleString(i18n.language, { maximumFractionDigits: 2 });
        return (
          <MemoryLine key={id} id={id} text={texts[at] ?? { memory: undefined, isLoading: true }}>
            {place === undefined
              ? t('recall:by_reason.outside', { score: told })
              : t('recall:by_reason.inside', { score: told, place })}
          </MemoryLine>
        );
      })}
    </ol>
  );
}
