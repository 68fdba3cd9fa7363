import { diffWords } from 'diff';
import { useTranslation } from 'react-i18next';

/** What was taken out and put in, by words; Chinese has no spaces to go by. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const { t, i18n } = useTranslation();
  const intlSegmenter = new Intl.Segmenter(i18n.language, { granularity: 'word' });
  const parts = diffWords(before, after, { intlSegmenter });
  return (
    <p className="rounded-md bg-sunken/60 px-3 py-2 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
      {parts.map(({ value, added, removed }, at) => {
        if (added)
          return (
            <ins key={at} className="rounded-sm bg-good-soft text-good no-underline">
              <span className="sr-only">{t('memory:history.added')} </span>
              {value}
            </ins>
          );
        if (removed)
          return (
            <del key={at} className="rounded-sm bg-bad-soft text-bad">
              <span className="sr-only">{t('memory:history.removed')} </span>
              {value}
            </del>
          );
        return <span key={at}>{value}</span>;
      })}
    </p>
  );
}
