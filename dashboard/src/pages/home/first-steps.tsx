import { Link, useNavigate } from '@tanstack/react-router';
import { FlaskConical, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { problemText } from '@/api/problem-text';
import { useSamples } from '@/api/samples';
import { Button, buttonStyle } from '@/components/ui/button';

/** What somebody sees who has nothing in it yet. */
export function FirstSteps() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <section className="panel p-5 md:p-7">
      <h2 className="text-xl font-semibold tracking-tight">{t('home:first.title')}</h2>
      <p className="mt-1 max-w-prose text-sm text-ink-soft">{t('home:first.text')}</p>
      <ol className="mt-5 grid gap-4 md:grid-cols-3">
        <Step number={1} title={t('home:first.connect')} text={t('home:first.connect_text')}>
          <a href="#connect" className={buttonStyle({ look: 'primary' })}>
            {t('home:first.connect_go')}
          </a>
        </Step>
        <Step number={2} title={t('home:first.add')} text={t('home:first.add_text')}>
          <Button onClick={() => void navigate({ to: '/memories', search: { create: true } })}>
            <Plus />
            {t('memories:new')}
          </Button>
          <SampleButton />
        </Step>
        <Step number={3} title={t('home:first.ask')} text={t('home:first.ask_text')}>
          <Link to="/recall" className={buttonStyle({ look: 'plain' })}>
            {t('home:first.ask_go')}
          </Link>
        </Step>
      </ol>
    </section>
  );
}

function Step(props: { number: number; title: string; text: string; children: ReactNode }) {
  return (
    <li className="flex flex-col items-start gap-2 rounded-lg bg-sunken/60 p-4">
      <span className="grid size-6 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent">
        {props.number}
      </span>
      <h3 className="font-semibold">{props.title}</h3>
      <p className="flex-1 text-sm text-ink-soft">{props.text}</p>
      <div className="flex flex-wrap gap-2">{props.children}</div>
    </li>
  );
}

function SampleButton() {
  const { t, i18n } = useTranslation();
  const { mutate, isPending } = useSamples();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <Button
      look="quiet"
      disabled={isPending}
      onClick={() =>
        mutate(
          { add: true, language },
          {
            onSuccess: ({ memories }) =>
              toast.success(t('home:samples.added', { count: memories })),
            onError: (error) => toast.error(problemText(error, t).title),
          },
        )
      }
    >
      <FlaskConical />
      {t('home:samples.add')}
    </Button>
  );
}
