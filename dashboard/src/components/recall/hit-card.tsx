import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { KindBadge, LifeBadge } from '../memory/state-badge';
import { dayOf } from '../time';
import { buttonStyle } from '../ui/button';
import type { TracedHit } from './channel-table';
import { MarkedText } from './marked-text';
import { ReasonTable } from './reason-table';
import { Score } from './score';
import { Why } from './why';

export interface HitCardProps {
  /** From 1. */
  place: number;
  id: string;
  /** Undefined where it is gone. */
  memory: Memory | undefined;
  score: number;
  hit: TracedHit | undefined;
  terms: readonly string[];
  largest: number;
  candidates: number;
  /** Whether its reasons are shown from the beginning. */
  isOpen?: boolean;
  /** Beside its place: how it moved, whether it is in the block. */
  badges?: ReactNode;
}

/** One memory that was answered: what it says, and why it stands where it does. */
export function HitCard({
  place,
  id,
  memory,
  score,
  hit,
  badges,
  isOpen = false,
  ...more
}: HitCardProps) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(isOpen);
  const region = useId();
  const text = memory?.text ?? t('recall:out.gone');
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-2 border-t border-line px-4 py-3 first:border-0">
      <span className="pt-px text-end text-sm font-semibold text-ink-faint tabular-nums">
        {place}
      </span>
      <div className="grid min-w-0 gap-1.5">
        <p className="[overflow-wrap:anywhere]">
          {memory ? (
            <Link to="/memories/$id" params={{ id }} className="line-clamp-4 hover:underline">
              <MarkedText text={text} terms={more.terms} />
            </Link>
          ) : (
            <i>{text}</i>
          )}
        </p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Score value={score} />
          {memory && <About memory={memory} language={i18n.language} />}
          {badges}
        </div>
        {hit && <Why hit={hit} />}
        {hit && (
          <button
            type="button"
            data-hit={id}
            aria-expanded={open}
            aria-controls={region}
            onClick={() => setOpen(!open)}
            className={buttonStyle({
              look: 'quiet',
              size: 'small',
              className: '-ms-2 justify-self-start',
            })}
          >
            <ChevronRight className={open ? 'rotate-90' : ''} />
            {t(open ? 'reasons:hide' : 'reasons:show')}
          </button>
        )}
        {hit && (
          <div id={region} hidden={!open}>
            {open && <ReasonTable hit={hit} text={text} {...more} />}
          </div>
        )}
      </div>
    </li>
  );
}

function About({ memory, language }: { memory: Memory; language: string }) {
  const { kind, user_id, sources, occurred_at } = memory;
  const speaker = sources[0]?.speaker ?? null;
  const who = [speaker, user_id === speaker ? null : user_id].filter((name) => name !== null);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-xs text-ink-faint">
      <LifeBadge memory={memory} />
      {kind !== 'statement' && <KindBadge kind={kind} />}
      <span className="truncate">{[...who, dayOf(occurred_at, language)].join(' · ')}</span>
    </span>
  );
}
