import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplayOutcome } from 'tulving/client';
import { useMemoryTexts } from '@/api/memory-texts';
import { Panel } from '@/components/panel';
import { Explained } from '@/components/recall/reason-word';
import { percentFormat } from '@/components/recall/why';
import { VerdictBadge } from './verdict';

/** What the same question is answered now, where that differs. */
export function OutcomePanel({ outcome }: { outcome: ReplayOutcome }) {
  const { t } = useTranslation();
  const { verdict, data, error, gone, new: come, moved } = outcome;
  return (
    <Panel title={t('searches:now')} aside={<VerdictBadge verdict={verdict} />}>
      <div role="status" className="grid gap-3 px-4 pb-4 text-sm">
        <p>
          {t(`searches:verdict.${verdict}.text`)}{' '}
          {verdict !== 'same' && verdict !== 'failed' && t(`searches:data.${data}`)}
        </p>
        {error && (
          <p className="font-mono text-xs text-ink-soft">
            {error.code}: {error.detail}
          </p>
        )}
        {verdict !== 'failed' && verdict !== 'same' && <Measures outcome={outcome} />}
        <Group title={t('searches:gone', { count: gone.length })} isShown={gone.length > 0}>
          {gone.map((one) => (
            <Row key={one.memory_id} id={one.memory_id} text={one.text}>
              {t('searches:gone_row', {
                rank: one.rank,
                why: t(`searches:because.${one.because}`),
              })}
            </Row>
          ))}
        </Group>
        <Group title={t('searches:new', { count: come.length })} isShown={come.length > 0}>
          {come.map((one) => (
            <Row key={one.memory_id} id={one.memory_id} text={one.text}>
              {t('searches:new_row', { rank: one.rank, why: t(`searches:because.${one.because}`) })}
            </Row>
          ))}
        </Group>
        <Moved moved={moved} />
      </div>
    </Panel>
  );
}

function Measures({ outcome: { overlap, rbo, score_change } }: { outcome: ReplayOutcome }) {
  const { t, i18n } = useTranslation();
  const percent = percentFormat(i18n.language);
  const measures = [
    { name: 'overlap', told: percent.format(overlap) },
    { name: 'rbo', told: percent.format(rbo) },
    {
      name: 'score_change',
      told: score_change.toLocaleString(i18n.language, { maximumFractionDigits: 3 }),
    },
  ];
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      {measures.map(({ name, told }) => (
        <div key={name} className="flex items-baseline gap-1.5">
          <dt className="text-ink-faint">
            <Explained text={t(`searches:measure.${name}.text`)}>
              {t(`searches:measure.${name}.name`)}
            </Explained>
          </dt>
          <dd className="font-medium tabular-nums">{told}</dd>
        </div>
      ))}
    </dl>
  );
}

function Moved({ moved }: Pick<ReplayOutcome, 'moved'>) {
  const { t } = useTranslation();
  const texts = useMemoryTexts(moved.map(({ memory_id }) => memory_id));
  return (
    <Group title={t('searches:moved', { count: moved.length })} isShown={moved.length > 0}>
      {moved.map(({ memory_id: id, from, to }, at) => (
        <Row key={id} id={id} text={texts[at]?.memory?.text}>
          {t(from > to ? 'searches:up_row' : 'searches:down_row', { from, to })}
        </Row>
      ))}
    </Group>
  );
}

interface GroupProps {
  title: string;
  isShown: boolean;
  children: ReactNode;
}

function Group({ title, isShown, children }: GroupProps) {
  if (!isShown) return null;
  return (
    <section>
      <h3 className="text-xs font-medium text-ink-faint">{title}</h3>
      <ul className="mt-1 grid gap-1.5">{children}</ul>
    </section>
  );
}

function Row({
  id,
  text,
  children,
}: {
  id: string;
  text: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <li className="grid gap-x-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
      <span className="text-ink-soft">{children}</span>
      {text === undefined ? (
        <i className="text-ink-faint">{t('recall:out.gone')}</i>
      ) : (
        <Link to="/memories/$id" params={{ id }} className="line-clamp-2 hover:underline">
          {text}
        </Link>
      )}
    </li>
  );
}
