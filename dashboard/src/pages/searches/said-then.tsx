import { useTranslation } from 'react-i18next';
import { useFeedback } from '@/api/feedback';
import { Badge } from '@/components/ui/badge';

/** What somebody said of a memory as an answer to this search; the newest counts. */
export function SaidThen({ memory, trace }: { memory: string; trace: string }) {
  const { t } = useTranslation();
  const { data } = useFeedback(memory);
  const said = data?.find(({ trace_id }) => trace_id === trace)?.verdict;
  if (said !== 'useful' && said !== 'not_useful') return null;
  return (
    <Badge tone={said === 'useful' ? 'good' : 'warn'}>{t(`reasons:judge.said.${said}`)}</Badge>
  );
}
