import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { localeOf } from '@/i18n/languages';
import {
  type Family,
  families,
  familyOf,
  partOf,
  reasonsOf,
  type TracedHit,
} from './channel-table';
import { channelName, colourOf, FamilyDot } from './reason-word';

/** So many reasons are told in a sentence; the table has all of them. */
const most = 3;
/** Less is not worth a word. */
const least = 0.04;

/** The main reasons of a hit in one line, with a bar of all of them. */
export function Why({ hit }: { hit: TracedHit }) {
  const { t, i18n } = useTranslation();
  const reasons = listOf(hit, t, i18n.language);
  const against = againstOf(hit, t, i18n.language);
  return (
    <div className="grid gap-1.5">
      <ReasonBar hit={hit} />
      <p className="text-xs text-ink-soft">
        {reasons.length > 0 && t('reasons:because', { reasons })}
        {against.length > 0 && ` ${t('reasons:against', { reasons: against })}`}
        {hit.via !== 'channels' && ` ${t(`reasons:via.${viaOf(hit)}`)}`}
      </p>
    </div>
  );
}

/** Of an order, also which comes first: a trace of an older version does not tell. */
function viaOf({ via, put }: TracedHit): string {
  return via === 'order' && put?.first ? `${via}_${put.first}` : via;
}

function listOf(hit: TracedHit, t: TFunction, language: string): string {
  const percent = percentFormat(language);
  const parts = reasonsOf(hit)
    .map((reason) => ({ channel: reason.channel, part: partOf(reason, hit) }))
    .filter(({ part }) => part >= least)
    .slice(0, most)
    .map(({ channel, part }) =>
      t('reasons:part', {
        name: withSmallInitial(channelName(channel, t)),
        percent: percent.format(part),
      }),
    );
  return listFormat(language).format(parts);
}

function againstOf(hit: TracedHit, t: TFunction, language: string): string {
  const names = reasonsOf(hit)
    .filter(({ share }) => share < 0)
    .map(({ channel }) => withSmallInitial(channelName(channel, t)));
  return listFormat(language).format(names);
}

/** A name begins with a capital; in the middle of a sentence it does not. */
function withSmallInitial(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** As long as its part of full marks, cut by families. Told in words below. */
function ReasonBar({ hit }: { hit: TracedHit }) {
  const parts = families
    .map((family) => ({ family, part: familyPart(family, hit) }))
    .filter(({ part }) => part > 0);
  return (
    <span aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full bg-sunken">
      {parts.map(({ family, part }) => (
        <span
          key={family}
          className="h-full"
          style={{ width: `${part * hit.fused * 100}%`, background: colourOf(family) }}
        />
      ))}
    </span>
  );
}

function familyPart(family: Family, hit: TracedHit): number {
  return hit.channels
    .filter(({ channel, share }) => share > 0 && familyOf(channel) === family)
    .reduce((sum, channel) => sum + partOf(channel, hit), 0);
}

/** What the colours of the bars stand for. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <ul
      aria-label={t('recall:legend')}
      className="flex flex-wrap gap-x-3 gap-y-1 text-2xs text-ink-soft"
    >
      {families.map((family) => (
        <li key={family} className="flex items-center gap-1.5">
          <FamilyDot family={family} />
          {t(`reasons:family.${family}`)}
        </li>
      ))}
    </ul>
  );
}

export function percentFormat(language: string): Intl.NumberFormat {
  return new Intl.NumberFormat(localeOf(language), { style: 'percent' });
}

/** "a, b, c": as each language separates what it lists. */
export function listFormat(language: string): Intl.ListFormat {
  return new Intl.ListFormat(localeOf(language), { style: 'narrow' });
}
