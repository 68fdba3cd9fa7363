import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Key } from 'tulving/client';
import { lifeOf } from '@/api/keys';
import { Button } from '@/components/ui/button';
import { KeyRow } from './key-row';

interface KeyListProps {
  keys: readonly Key[];
  /** Id of the key of the session. */
  own: string | undefined;
  onRevoke: (key: Key) => void;
  onRotate: (key: Key) => void;
}

/** Those that are good; those that have ended when they are asked for. */
export function KeyList({ keys, ...row }: KeyListProps) {
  const { t } = useTranslation();
  const [showsEnded, setShowsEnded] = useState(false);
  const good = keys.filter((key) => lifeOf(key) === 'good');
  const ended = keys.filter((key) => lifeOf(key) !== 'good');
  const shown = showsEnded ? [...good, ...ended] : good;
  return (
    <div className="grid gap-3">
      {shown.length > 0 ? (
        <ul className="panel divide-y divide-line" aria-label={t('nav.keys')}>
          {shown.map((key) => (
            <KeyRow key={key.id} shown={key} {...row} />
          ))}
        </ul>
      ) : (
        <p className="py-6 text-center text-sm text-ink-soft">{t('keys:all_ended')}</p>
      )}
      {ended.length > 0 && (
        <Button
          look="quiet"
          className="justify-self-start"
          aria-expanded={showsEnded}
          onClick={() => setShowsEnded(!showsEnded)}
        >
          {t(showsEnded ? 'keys:hide_ended' : 'keys:show_ended', { count: ended.length })}
        </Button>
      )}
    </div>
  );
}
