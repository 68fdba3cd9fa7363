import { useTranslation } from 'react-i18next';
import { localeOf } from '@/i18n/languages';

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
  ['month', 2_629_800],
  ['year', 31_557_600],
];

/** Making one takes longer than a row of a table may. */
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(language: string): Intl.RelativeTimeFormat {
  const options = { numeric: 'auto', style: 'long' } as const;
  const known = relativeFormats.get(language);
  const format = known ?? new Intl.RelativeTimeFormat(localeOf(language), options);
  relativeFormats.set(language, format);
  return format;
}

/** "3 days ago"; the exact time is looked up when somebody points at it. */
export function TimeAgo({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return (
    <time
      dateTime={at}
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = exactTime(at, i18n.language);
      }}
    >
      {ago(at, i18n.language)}
    </time>
  );
}

export function ExactTime({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return <time dateTime={at}>{exactTime(at, i18n.language)}</time>;
}

export function exactTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(at));
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

export function dayOf(at: string, language: string): string {
  const known = dayFormats.get(language);
  const format = known ?? new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium' });
  dayFormats.set(language, format);
  return format.format(new Date(at));
}

function ago(at: string, language: string): string {
  const seconds = (Date.parse(at) - Date.now()) / 1_000;
  const format = relativeFormat(language);
  const step = steps.findLast(([, length]) => Math.abs(seconds) >= length);
  if (step === undefined) return format.format(Math.round(seconds), 'second');
  return format.format(Math.round(seconds / step[1]), step[0]);
}
