import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useReviews } from '@/api/reviews';
import { useSession } from '@/api/session';
import { ChoicePills } from '@/components/choice-pills';
import { MoreButton } from '@/components/more-button';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { ReviewList } from './review-list';
import { Diary } from './diary';
import { doubts, type Look, reviewKinds, type ReviewSearch } from './search-params';
import { Unsure } from './unsure';

/** What a person should look at: held back, in conflict, said twice, uncertain. */
export function ReviewPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/review' });
  const navigate = useNavigate({ from: '/review' });
  const show = (next: ReviewSearch) => void navigate({ search: next });
  const { kind, decided, look, doubt } = search;
  return (
    <Page title={t('nav.review')} description={t('review:text')}>
      <div className="flex flex-wrap gap-x-6 gap-y-2 px-4 pb-3 md:px-6">
        <ChoicePills
          label={t('review:by_state')}
          value={look ?? (decided && 'decided')}
          choices={[
            { value: undefined, label: t('review:waiting') },
            { value: 'decided', label: t('review:decided') },
            { value: 'unsure', label: t('review:unsure.label') },
            { value: 'diary', label: t('review:diary.label') },
          ]}
          onChange={(state) => show(stateOf(state, kind))}
        />
        {look === undefined && (
          <ChoicePills
            label={t('review:by_kind')}
            value={kind}
            choices={[undefined, ...reviewKinds].map((value) => ({
              value,
              label: t(`review:kinds.${value ?? 'all'}`),
            }))}
            onChange={(next) => show({ ...(decided && { decided }), ...(next && { kind: next }) })}
          />
        )}
        {look === 'unsure' && (
          <ChoicePills
            label={t('review:unsure.by_reason')}
            value={doubt}
            choices={[undefined, ...doubts].map((value) => ({
              value,
              label: t(`review:doubts.${value ?? 'all'}`),
            }))}
            onChange={(next) => show({ look, ...(next && { doubt: next }) })}
          />
        )}
      </div>
      <section aria-label={t('nav.review')} className="mx-4 md:mx-6">
        {look === 'unsure' && <Unsure doubt={doubt} />}
        {look === 'diary' && (
          <Diary open={search.batch} onOpen={(batch) => show({ look, ...batch })} />
        )}
        {look === undefined && <Results search={search} />}
      </section>
    </Page>
  );
}

type State = 'decided' | Look;

function stateOf(state: State | undefined, kind: ReviewSearch['kind']): ReviewSearch {
  if (state === 'unsure' || state === 'diary') return { look: state };
  return { ...(kind && { kind }), ...(state && { decided: true }) };
}

function Results({ search }: { search: ReviewSearch }) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const { data, error, refetch, ...more } = useReviews(search);
  if (data === undefined) {
    if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return <LoadingLines lines={8} />;
  }
  const reviews = data.pages.flatMap((page) => page.data);
  if (reviews.length === 0) {
    const which = search.decided ? 'none_decided' : 'none';
    return <EmptyState title={t(`review:${which}.title`)}>{t(`review:${which}.text`)}</EmptyState>;
  }
  const mayDecide = session?.scopes.includes('write') === true;
  return (
    <>
      <ReviewList reviews={reviews} mayDecide={mayDecide} />
      <MoreButton pages={more} />
    </>
  );
}
