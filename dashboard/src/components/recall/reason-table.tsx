import { useTranslation } from 'react-i18next';
import { type ChannelTrace, familyOf, reasonsOf, type TracedHit } from './channel-table';
import { OtherMemories } from './other-memories';
import { ChannelWord, channelName, colourOf, Explained, FamilyDot } from './reason-word';
import { listFormat, percentFormat } from './why';

interface ReasonTableProps {
  hit: TracedHit;
  text: string;
  /** Of all bars of the answer. */
  largest: number;
  /** How many memories were weighed. */
  candidates: number;
}

const numbers = 'px-2 py-1 text-end tabular-nums';

/** Every reason with its bar and its numbers. */
export function ReasonTable({ hit, text, largest, candidates }: ReasonTableProps) {
  const { t, i18n } = useTranslation();
  const silent = hit.channels.filter(({ share }) => share === 0);
  const names = silent.map(({ channel }) => channelName(channel, t));
  const percent = percentFormat(i18n.language).format(hit.fused);
  return (
    <div className="grid gap-2">
      <div className="overflow-x-auto">
        <table className="w-full text-xs">
          <caption className="sr-only">{t('reasons:table', { text })}</caption>
          <thead className="text-ink-faint">
            <tr className="border-b border-line">
              <th scope="col" className="w-[34%] py-1 pe-2 text-start font-medium">
                {t('reasons:reason')}
              </th>
              <Column word="adds" className="min-w-32 text-start" />
              <Column word="place" />
              <Column word="raw" className="max-sm:hidden" />
              <Column word="weight" className="max-sm:hidden" />
            </tr>
          </thead>
          <tbody>
            {reasonsOf(hit).map((reason) => (
              <ReasonRow key={reason.channel} {...{ reason, largest, candidates }} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-xs text-ink-soft">
        {t('reasons:sum', { percent, source: t(`reasons:source.${hit.source}`) })}
        {names.length > 0 && (
          <span className="text-ink-faint">
            {' '}
            {t('reasons:nothing_else', { names: listFormat(i18n.language).format(names) })}
          </span>
        )}
      </p>
      <OtherMemories hit={hit} />
    </div>
  );
}

function Column({ word, className = 'text-end' }: { word: string; className?: string }) {
  const { t } = useTranslation();
  return (
    <th scope="col" className={`px-2 py-1 font-medium ${className}`}>
      <Explained text={t(`reasons:${word}_text`)}>{t(`reasons:${word}`)}</Explained>
    </th>
  );
}

interface RowProps extends Pick<ReasonTableProps, 'largest' | 'candidates'> {
  reason: ChannelTrace;
}

function ReasonRow({ reason: { channel, share, rank, score, weight }, ...more }: RowProps) {
  const { t, i18n } = useTranslation();
  const { largest, candidates } = more;
  const family = familyOf(channel);
  const width = largest === 0 ? 0 : (Math.abs(share) / largest) * 100;
  const number = (value: number) =>
    value.toLocaleString(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const adds = `${share > 0 ? '+' : '−'}${number(Math.abs(share))}`;
  return (
    <tr className="border-b border-line/60 last:border-0">
      <th scope="row" className="py-1 pe-2 text-start font-normal">
        <span className="flex items-center gap-2">
          <FamilyDot family={family} />
          <ChannelWord channel={channel} />
        </span>
      </th>
      <td className="px-2 py-1">
        <span className="flex items-center gap-2">
          <span className="w-10 shrink-0 text-end font-medium tabular-nums">{adds}</span>
          <span
            aria-hidden
            className="h-1.5 min-w-12 flex-1 overflow-hidden rounded-full bg-sunken"
          >
            <span
              // What takes away has stripes, so that it is told without colour.
              className={
                share < 0
                  ? 'block h-full bg-[repeating-linear-gradient(90deg,var(--bad)_0_3px,transparent_3px_5px)]'
                  : 'block h-full'
              }
              style={{ width: `${width}%`, ...(share > 0 && { background: colourOf(family) }) }}
            />
          </span>
        </span>
      </td>
      <td className={numbers}>
        {rank === null
          ? '–'
          : t('reasons:rank_of', { rank: rank.toLocaleString(i18n.language), count: candidates })}
      </td>
      <td className={`${numbers} max-sm:hidden`}>{number(score)}</td>
      <td className={`${numbers} max-sm:hidden`}>×{number(weight).replace('-', '−')}</td>
    </tr>
  );
}
