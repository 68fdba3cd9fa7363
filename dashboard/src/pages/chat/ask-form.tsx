import { SendHorizontal, Square } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { Checkbox, Input, Textarea } from '@/components/ui/field';

interface Choices {
  remember: boolean;
  pro: boolean;
}

interface AskFormProps {
  user: string | undefined;
  onUser: (user: string) => void;
  choices: Choices;
  onChoices: (choices: Choices) => void;
  isAnswering: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
}

export function AskForm({ isAnswering, onAsk, onStop, ...scope }: AskFormProps) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useShortcuts('nav.chat', [
    { keys: '/', label: 'chat:question', run: () => field.current?.focus() },
  ]);
  function submit(event: FormEvent | KeyboardEvent) {
    event.preventDefault();
    if (isAnswering || question.trim() === '') return;
    onAsk(question.trim());
    setQuestion('');
  }
  return (
    <form onSubmit={submit} className="panel grid gap-2 p-3">
      <Textarea
        ref={field}
        rows={2}
        className="min-h-16"
        aria-label={t('chat:question')}
        placeholder={t('chat:question_example')}
        value={question}
        onChange={({ target }) => setQuestion(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          // Enter also ends a word of Chinese or Japanese that is being composed.
          const isSend = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
          if (isSend) submit(event);
        }}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <ScopeFields {...scope} />
        <span className="ms-auto flex gap-2">
          {isAnswering ? (
            <Button onClick={onStop}>
              <Square aria-hidden />
              {t('chat:stop')}
            </Button>
          ) : (
            <Button type="submit" look="primary" disabled={question.trim() === ''}>
              <SendHorizontal aria-hidden />
              {t('chat:ask')}
            </Button>
          )}
        </span>
      </div>
    </form>
  );
}

type ScopeProps = Pick<AskFormProps, 'user' | 'onUser' | 'choices' | 'onChoices'>;

function ScopeFields({ user, onUser, choices, onChoices }: ScopeProps) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const fixed = session?.key?.user_id ?? undefined;
  const mayWrite = session?.scopes.includes('write') === true;
  const rows = [
    { name: 'pro', isOpen: true },
    { name: 'remember', isOpen: mayWrite },
  ] as const;
  return (
    <>
      <label className="flex items-center gap-2 text-xs font-medium text-ink-soft">
        {t('chat:user')}
        <Input
          className="w-32"
          value={fixed ?? user ?? ''}
          placeholder={session?.default_user}
          disabled={fixed !== undefined}
          onChange={({ target }) => onUser(target.value)}
        />
      </label>
      {rows.map(({ name, isOpen }) => (
        <label key={name} className="flex items-center gap-2 text-xs font-medium text-ink-soft">
          <Checkbox
            checked={choices[name]}
            disabled={!isOpen}
            onChange={({ target }) => onChoices({ ...choices, [name]: target.checked })}
          />
          {t(`chat:${name}`)}
        </label>
      ))}
    </>
  );
}
