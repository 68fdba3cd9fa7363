import type { ReactNode } from 'react';
import { askedTerms } from './asked-terms';
import { useTranslation } from 'react-i18next';
import type { Trace } from 'tulving/client';
import { useMemoryTexts } from '@/api/memory-texts';
import { Panel } from '@/components/panel';
import { MemoryLine } from '@/components/recall/memory-line';
import { Explained } from '@/components/recall/reason-word';
import { percentFormat } from '@/components/recall/why';
import { endsOf } from '@/components/recall/asked-days';
import { dayOf, exactTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Disclosure } from '@/components/ui/disclosure';

/** What the question was taken to mean, and what was looked through for it. */
export function HowRead({ trace }: { trace: Trace }) {
  const { t, i18n } = useTranslation();
  const { phrases, times, asks = [], before, as_of, known_at } = trace.query;
  const daysOf = (time: Trace['query']['times'][number]) => {
    const ends = endsOf(time).map((at) =>
      at === null ? t('recall:read.open_end') : dayOf(at, i18n.language),
    );
    return [...new Set(ends)].join(' – ');
  };
  return (
    <Panel title={t('recall:read.title')}>
      <dl className="grid gap-2.5 px-4 pb-4 text-sm">
        <Row word={t('recall:read.words')} text={t('recall:read.words_text')}>
          <Terms trace={trace} />
        </Row>
        {phrases.length > 0 && (
          <Row word={t('recall:read.phrases')}>
            {phrases.map((phrase) => `“${phrase}”`).join(' · ')}
          </Row>
        )}
        {asks.length > 0 && (
          <Row word={t('recall:read.asks')} text={t('recall:read.asks_text')}>
            {asks
              .map((time) =>
                time === 'previous' && before !== undefined
                  ? t('reasons:asks.previous_named', { before })
                  : t(`reasons:asks.${time}`),
              )
              .join(' · ')}
          </Row>
        )}
        {times.length > 0 && (
          <Row word={t('recall:read.times')}>
            {times.map((time) => (
              <div key={time.text}>
                {t('recall:read.time', { text: time.text, span: daysOf(time) })}
                {time.event !== undefined && <DatedBy id={time.event} />}
              </div>
            ))}
          </Row>
        )}
        {as_of !== null && (
          <Row word={t('recall:read.as_of')}>{exactTime(as_of, i18n.language)}</Row>
        )}
        {known_at !== null && (
          <Row word={t('recall:read.known_at')}>{exactTime(known_at, i18n.language)}</Row>
        )}
        {trace.cubes.length > 0 && (
          <Row word={t('recall:read.looked')}>
            {trace.cubes
              .map(({ name, memories: count, past }) =>
                past === undefined
                  ? t('recall:read.cube', { name, count })
                  : t('recall:read.cube_with_past', { name, count, past }),
              )
              .join(' · ')}
          </Row>
        )}
        <Row word={t('recall:read.weighed')} text={t('recall:read.weighed_text')}>
          {t('recall:found.count', { count: trace.candidates })}
        </Row>
        <Row word={t('recall:read.coverage')} text={t('recall:read.coverage_text')}>
          <Coverage value={trace.coverage} />
        </Row>
        <Row word={t('recall:read.rerank')}>
          <Reranked trace={trace} />
        </Row>
        <Took trace={trace} />
      </dl>
    </Panel>
  );
}

/** A name and what it says; the name tells what it means where that is not plain. */
function Row({ word, text, children }: { word: string; text?: string; children: ReactNode }) {
  return (
    <div className="grid items-baseline gap-x-4 gap-y-0.5 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
      <dt className="text-ink-faint">
        {text === undefined ? word : <Explained text={text}>{word}</Explained>}
      </dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** The memory that told when something was. */
function DatedBy({ id }: { id: string }) {
  const { t } = useTranslation();
  const [text] = useMemoryTexts([id]);
  return (
    <div className="ms-3 text-ink-soft">
      {t('recall:read.dated_by')}
      {text && (
        <ul>
          <MemoryLine id={id} text={text} />
        </ul>
      )}
    </div>
  );
}

/** As they are written; the forms in which they are looked for are for those who want to know. */
function Terms({ trace: { query } }: { trace: Trace }) {
  const { t } = useTranslation();
  if (query.terms.length === 0) return t('recall:read.no_words');
  const { words, forms } = askedTerms(query.terms);
  return (
    <div className="grid gap-1.5">
      <ul className="flex flex-wrap gap-1.5">
        {words.map(({ word, documents }) => (
          <TermBadge
            key={word}
            documents={documents}
            word={word}
            // What is remembered seldom says its own date: nothing is missing.
            isMissing={documents === 0 && !query.times.some(({ text }) => text.includes(word))}
          />
        ))}
      </ul>
      {forms.length > 0 && (
        <Disclosure title={t('recall:read.forms')}>
          <ul className="mt-1 flex flex-wrap gap-1.5">
            {forms.map(({ term, word, documents, isOther }) => (
              <TermBadge
                key={`${term} ${word}`}
                documents={documents}
                word={t(isOther ? 'recall:read.stands_for' : 'recall:read.form', { term, word })}
              />
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

interface TermBadgeProps {
  word: string;
  documents: number | null;
  isMissing?: boolean;
}

function TermBadge({ word, documents, isMissing = false }: TermBadgeProps) {
  const { t } = useTranslation();
  return (
    <li className="min-w-0">
      <Badge tone={isMissing ? 'warn' : 'neutral'}>
        <b className="truncate font-semibold text-ink">{word}</b>
        {documents !== null && t('recall:read.held', { count: documents })}
      </Badge>
    </li>
  );
}

function Coverage({ value }: { value: number }) {
  const { i18n } = useTranslation();
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span aria-hidden className="h-1.5 w-24 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-accent" style={{ width: `${value * 100}%` }} />
      </span>
      {percentFormat(i18n.language).format(value)}
    </span>
  );
}

function Reranked({ trace: { rerank } }: { trace: Trace }) {
  const { t } = useTranslation();
  if (rerank === undefined) return t('recall:read.rerank_none');
  const { outcome, took_ms: ms, reason, ...numbers } = rerank;
  return t(`recall:read.rerank_${outcome}`, { ...numbers, ms, reason: reason ?? '–' });
}

function Took({ trace: { took_ms } }: { trace: Trace }) {
  const { t, i18n } = useTranslation();
  const steps = Object.entries(took_ms).filter(([, ms]) => ms >= 0.05);
  if (steps.length === 0) return null;
  const number = (ms: number) => ms.toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  return (
    <Row word={t('recall:read.took')}>
      {steps
        .map(
          ([step, ms]) =>
            `${t(`recall:read.step.${step}`)} ${t('recall:found.took', { ms: number(ms) })}`,
        )
        .join(' · ')}
    </Row>
  );
}
