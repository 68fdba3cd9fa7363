import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContextResult, Trace } from 'tulving/client';
import { useMemoryTexts } from '@/api/memory-texts';
import { Panel } from '@/components/panel';
import { MemoryLine } from '@/components/recall/memory-line';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';

interface LeftOutProps {
  trace: Trace;
  /** Missing where none was made. */
  block?: ContextResult;
}

interface Group {
  reason: string;
  ids: string[];
  scores?: ReadonlyMap<string, number>;
}

/** What is missing from the answer and from the block, and why. */
export function LeftOut({ trace, block }: LeftOutProps) {
  const { t } = useTranslation();
  const { drops, closed = [], filtered_by: filtered } = trace;
  const scores = new Map(drops.map(({ memory_id, score }) => [memory_id, score]));
  const ofAnswer = groupsOf(drops.map(({ memory_id: id, reason }) => ({ id, reason })));
  const ofBlock = groupsOf(block?.left_out ?? []);
  const ofClosed = groupsOf(closed.map(({ memory_id: id, reason }) => ({ id, reason })));
  const counts = Object.entries(filtered ?? {}).filter(([, count]) => count > 0);
  const isNothing = ofAnswer.length + ofBlock.length + ofClosed.length + counts.length === 0;
  return (
    <Panel title={t('recall:out.title')}>
      <div className="grid gap-3 px-4 pb-4 text-sm">
        {isNothing && <p className="text-ink-soft">{t('recall:out.none')}</p>}
        {counts.length > 0 && (
          <ul className="grid gap-0.5">
            {counts.map(([reason, count]) => (
              <li key={reason}>{t(`recall:out.${reason}`, { count })}</li>
            ))}
          </ul>
        )}
        <Part title={t('recall:out.closed')} groups={ofClosed} scores={scores} />
        <Part title={t('recall:out.search')} groups={ofAnswer} scores={scores} />
        <Part title={t('recall:out.block')} groups={ofBlock} scores={scores} />
      </div>
    </Panel>
  );
}

interface PartProps {
  title: string;
  groups: readonly Group[];
  scores: ReadonlyMap<string, number>;
}

function Part({ title, groups, scores }: PartProps) {
  if (groups.length === 0) return null;
  return (
    <section className="grid gap-1">
      <h3 className="text-xs font-medium text-ink-faint">{title}</h3>
      {groups.map((group) => (
        <GroupOfIds key={group.reason} group={group} scores={scores} />
      ))}
    </section>
  );
}

function GroupOfIds({
  group: { reason, ids },
  scores,
}: { group: Group } & Pick<PartProps, 'scores'>) {
  const { t } = useTranslation();
  const told = t(`recall:out.reason.${reason}`);
  return (
    <Disclosure title={t('recall:out.group', { count: ids.length, reason: told })}>
      <Texts ids={ids} scores={scores} />
    </Disclosure>
  );
}

/** So many at a time: each is a question to the server. */
const pageSize = 10;

function Texts({ ids, scores }: { ids: readonly string[] } & Pick<PartProps, 'scores'>) {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState(pageSize);
  const texts = useMemoryTexts(ids.slice(0, shown));
  const two = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return (
    <div className="mt-1 ms-5 grid justify-items-start gap-1">
      <ol className="grid w-full gap-1">
        {texts.map((text, at) => {
          const id = ids[at] ?? '';
          return (
            <MemoryLine key={id} id={id} text={text}>
              {scores.get(id)?.toLocaleString(i18n.language, two)}
            </MemoryLine>
          );
        })}
      </ol>
      {shown < ids.length && (
        <Button look="quiet" size="small" onClick={() => setShown(shown + pageSize)}>
          {t('recall:out.more')}
        </Button>
      )}
    </div>
  );
}

function groupsOf(entries: readonly { id: string; reason: string }[]): Group[] {
  return [...Map.groupBy(entries, ({ reason }) => reason)].map(([reason, group]) => ({
    reason,
    ids: group.map(({ id }) => id),
  }));
}
