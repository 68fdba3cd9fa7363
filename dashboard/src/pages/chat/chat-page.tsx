import { useNavigate, useSearch } from '@tanstack/react-router';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUsage } from '@/api/usage';
import { Page } from '@/components/page';
import { EmptyState } from '@/components/states';
import { Button } from '@/components/ui/button';
import { AskForm } from './ask-form';
import { TurnCard } from './turn-card';
import { useChat } from './use-chat';

/** Answers that rest on what is remembered, with what each rests on. */
export function ChatPage() {
  const { t } = useTranslation();
  const { user } = useSearch({ from: '/shell/chat' });
  const navigate = useNavigate({ from: '/chat' });
  const { turns, ask, stop, clear, isAnswering } = useChat();
  const [choices, setChoices] = useState({ remember: false, pro: false });
  const { data: usage } = useUsage(1);
  const say = (question: string) => void ask(question, { user, ...choices });
  const hasNoModel = usage?.model === null;
  return (
    <Page
      title={t('nav.chat')}
      description={t('chat:text')}
      actions={
        turns.length > 0 && (
          <Button onClick={clear}>
            <Eraser aria-hidden />
            {t('chat:clear')}
          </Button>
        )
      }
    >
      <div className="mx-auto grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        {hasNoModel && <NoModel />}
        {!hasNoModel && (
          <>
            <ol aria-label={t('chat:conversation')} className="grid gap-4">
              {turns.map((turn, at) => (
                <li key={turn.id}>
                  <TurnCard
                    turn={turn}
                    isLast={at === turns.length - 1}
                    onAsk={isAnswering ? undefined : say}
                  />
                </li>
              ))}
            </ol>
            {turns.length === 0 && (
              <EmptyState title={t('chat:empty')}>{t('chat:empty_text')}</EmptyState>
            )}
            <AskForm
              user={user}
              onUser={(next) => void navigate({ search: next === '' ? {} : { user: next } })}
              choices={choices}
              onChoices={setChoices}
              isAnswering={isAnswering}
              onAsk={say}
              onStop={stop}
            />
          </>
        )}
      </div>
    </Page>
  );
}

function NoModel() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('chat:no_model')}
      action={<code>tulving models use llm ollama:qwen3:8b</code>}
    >
      {t('chat:no_model_text')}
    </EmptyState>
  );
}
