import { useTranslation } from 'react-i18next';
import { useMemoryTexts } from '@/api/memory-texts';
import type { TracedHit } from './channel-table';
import { MemoryLine } from './memory-line';
import { channelName } from './reason-word';
import { percentFormat } from './why';

const places = ['before', 'after', 'from'] as const;

/** What other memories have to do with a hit: what they lent to it, and beside which it was put. */
export function OtherMemories({ hit: { channels, put, boosts = [] } }: { hit: TracedHit }) {
  const { t, i18n } = useTranslation();
  const percent = percentFormat(i18n.language);
  const lent = channels.flatMap(({ channel, share, lent: part }) =>
    part && share !== 0 ? [{ channel, ids: part.by, part: part.share / share }] : [],
  );
  if (boosts.length + lent.length === 0 && put === undefined) return null;
  return (
    <div className="grid gap-1.5 text-xs text-ink-soft">
      {boosts.map(({ reason, factor }) => (
        <p key={reason}>{t(`reasons:boost.${reason}`, { percent: percent.format(factor) })}</p>
      ))}
      {places.map((place) => {
        const id = put?.[place];
        return id && <Named key={place} word={t(`reasons:put.${place}`)} ids={[id]} />;
      })}
      {lent.map(({ channel, ids, part }) => (
        <Named
          key={channel}
          word={t('reasons:lent', { name: channelName(channel, t), percent: percent.format(part) })}
          ids={ids}
        />
      ))}
    </div>
  );
}

function Named({ word, ids }: { word: string; ids: readonly string[] }) {
  const texts = useMemoryTexts(ids);
  return (
    <div>
      <p>{word}</p>
      <ul className="ms-3 grid gap-0.5">
        {texts.map((text, at) => (
          <MemoryLine key={ids[at]} id={ids[at] ?? ''} text={text} />
        ))}
      </ul>
    </div>
  );
}
