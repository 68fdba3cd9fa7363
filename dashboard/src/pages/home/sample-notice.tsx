import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Stats } from 'tulving/client';
import { problemText } from '@/api/problem-text';
import { sampleTag, useSamples } from '@/api/samples';
import { Button } from '@/components/ui/button';

/** While there is sample data: what it is, and how it goes. */
export function SampleNotice({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useSamples();
  const count = stats.tags.find(({ name }) => name === sampleTag)?.memories ?? 0;
  if (count === 0) return null;
  const remove = () =>
    mutate(
      { add: false },
      {
        onSuccess: ({ memories }) => toast.success(t('home:samples.removed', { count: memories })),
        onError: (error) => toast.error(problemText(error, t).title),
      },
    );
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg bg-accent-soft px-4 py-2 text-sm">
      <FlaskConical aria-hidden className="size-4 text-accent" />
      <span className="flex-1">{t('home:samples.there', { count })}</span>
      <Button size="small" disabled={isPending} onClick={remove}>
        {t('home:samples.remove')}
      </Button>
    </div>
  );
}
