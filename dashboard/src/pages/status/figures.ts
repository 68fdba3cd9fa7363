import { useTranslation } from 'react-i18next';
import { sizeOf } from '@/components/size';
import type { Figure } from './parts';

/** Values that are words, not names. */
const words = ['yes', 'no', 'here', 'service'];

/** Numbers, sizes and times as they are written in the person's language. */
export function useShownFigure(): (figure: Omit<Figure, 'name'>) => string {
  const { t, i18n } = useTranslation();
  return ({ value, unit }) => {
    if (typeof value === 'string') return words.includes(value) ? t(`status:word.${value}`) : value;
    if (unit === 'bytes') return sizeOf(value, i18n.language);
    if (unit === undefined) return value.toLocaleString(i18n.language);
    return value.toLocaleString(i18n.language, {
      style: 'unit',
      unit: 'millisecond',
      maximumFractionDigits: 1,
    });
  };
}

/** The two largest units: `3 days 4 hr`. */
export function shownDuration(seconds: number, language: string): string {
  const units = [
    ['day', Math.floor(seconds / 86_400)],
    ['hour', Math.floor((seconds % 86_400) / 3_600)],
    ['minute', Math.floor((seconds % 3_600) / 60)],
    ['second', seconds % 60],
  ] as const;
  const first = units.findIndex(([, count]) => count > 0);
  return units
    .slice(Math.max(first, 0), Math.max(first, 0) + 2)
    .map(([unit, count]) => count.toLocaleString(language, { style: 'unit', unit }))
    .join(' ');
}
