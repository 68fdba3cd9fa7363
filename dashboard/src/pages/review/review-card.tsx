import { Copy, type LucideIcon, Pencil, ShieldAlert, Split } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Review } from 'tulving/client';
import type { ReviewDecision } from '@/api/reviews';
import { MemoryDialog } from '@/components/memory/memory-dialog';
import { TimeAgo } from '@/components/time';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { decisionKeys, decisionsOf } from './decisions';
import { ReviewReasons } from './review-reasons';
import { ReviewedMemory } from './reviewed-memory';

const looks: Readonly<Record<Review['kind'], { tone: BadgeTone; icon: LucideIcon }>> = {
  quarantine: { tone: 'warn', icon: ShieldAlert },
  contradiction: { tone: 'bad', icon: Split },
  duplicate: { tone: 'accent', icon: Copy },
};

interface ReviewCardProps {
  review: Review;
  at: number;
  isBusy: boolean;
  /** Missing where the session may not. */
  onDecide: ((review: Review, decision: ReviewDecision) => void) | undefined;
}

/** One question to a person: what it is about, why, and what may be answered. */
export function ReviewCard({ review, at, isBusy, onDecide }: ReviewCardProps) {
  const { t } = useTranslation();
  const { kind, memory, other, decision } = review;
  const { tone, icon: Icon } = looks[kind];
  const isOfTwo = kind !== 'quarantine';
  return (
    <li>
      <article
        tabIndex={-1}
        data-row={at}
        aria-label={t(`review:kind.${kind}`)}
        className="panel grid gap-3 px-4 py-3 focus:border-accent"
      >
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={tone}>
            <Icon aria-hidden className="size-3" />
            {t(`review:kind.${kind}`)}
          </Badge>
          <h2 className="min-w-0 flex-1 basis-60 text-sm font-semibold">
            {t(`review:question.${kind}`)}
          </h2>
          <span className="text-xs text-ink-faint">
            <TimeAgo at={review.at} />
          </span>
        </header>
        <ReviewReasons reasons={review.reasons} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 md:grid-cols-[repeat(auto-fit,minmax(18rem,1fr))]">
          <ReviewedMemory memory={memory} title={t(isOfTwo ? 'review:newer' : 'review:held')} />
          {isOfTwo && <ReviewedMemory memory={other} title={t('review:older')} />}
        </div>
        {decision !== null && <Decided review={review} />}
        {decision === null && onDecide && (
          <Choices review={review} isBusy={isBusy} onDecide={onDecide} />
        )}
        {decision === null && !onDecide && (
          <p className="text-xs text-ink-faint">{t('review:no_write')}</p>
        )}
      </article>
    </li>
  );
}

type ChoicesProps = Pick<ReviewCardProps, 'review' | 'isBusy'> & {
  onDecide: NonNullable<ReviewCardProps['onDecide']>;
};

function Choices({ review, isBusy, onDecide }: ChoicesProps) {
  const { t } = useTranslation();
  const [isEdited, setEdited] = useState(false);
  return (
    <footer className="flex flex-wrap items-center gap-2">
      {decisionsOf(review).map((decision, at) => (
        <Button
          key={decision}
          look={at === 0 ? 'primary' : 'plain'}
          disabled={isBusy}
          title={t(`review:effect.${review.kind}.${decision}`)}
          onClick={() => onDecide(review, decision)}
        >
          {t(`review:choice.${review.kind}.${decision}`)}
          <span aria-hidden className="max-md:hidden">
            <Kbd>{decisionKeys[decision]}</Kbd>
          </span>
        </Button>
      ))}
      <Button look="quiet" onClick={() => setEdited(true)}>
        <Pencil aria-hidden />
        {t('review:edit')}
      </Button>
      <MemoryDialog open={isEdited} memory={review.memory} onClose={() => setEdited(false)} />
    </footer>
  );
}

function Decided({ review: { kind, decision, decided_at, decided_by } }: { review: Review }) {
  const { t } = useTranslation();
  return (
    <p className="text-sm text-ink-soft">
      <strong className="font-medium text-ink">{t(`review:done.${kind}.${decision ?? ''}`)}</strong>
      {decided_by !== null && ` · ${decided_by}`}
      {decided_at !== null && (
        <>
          {' · '}
          <TimeAgo at={decided_at} />
        </>
      )}
    </p>
  );
}
