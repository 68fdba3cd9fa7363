import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInRequest } from 'tulving/client';
import { problemText } from '@/api/problem-text';
import { useBeginSession, useSession } from '@/api/session';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/code-block';
import { Field, Input } from '@/components/ui/field';

/** By the link that `tulving serve` prints, or by a key. */
export function SignInPage() {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const { signIn, error, isPending } = useSignIn();
  const { data: session } = useSession();
  const fault = error === null ? undefined : problemText(error, t).remedy;
  function submit(event: FormEvent) {
    event.preventDefault();
    signIn({ key: key.trim() });
  }
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <title>{`${t('sign_in.title')} · Tulving`}</title>
      <div className="panel grid w-full max-w-sm gap-5 p-6 shadow-float">
        <header className="grid gap-1">
          <img src="/favicon.svg" alt="" width={32} height={32} className="mb-2 rounded-lg" />
          <h1 className="text-xl font-semibold tracking-tight">{t('sign_in.title')}</h1>
          <p className="text-sm text-ink-soft">{t('sign_in.text')}</p>
        </header>
        <form onSubmit={submit} className="grid gap-3">
          <Field label={t('sign_in.key')} error={fault}>
            {(control) => (
              <Input
                {...control}
                type="password"
                autoFocus
                required
                autoComplete="current-password"
                placeholder="tlv_…"
                value={key}
                onChange={({ target }) => setKey(target.value)}
              />
            )}
          </Field>
          <Button look="primary" type="submit" disabled={isPending || key.trim() === ''}>
            <KeyRound />
            {t('sign_in.go')}
          </Button>
        </form>
        <section className="grid gap-1.5 border-t border-line pt-4 text-xs text-ink-soft">
          <p>{t('sign_in.no_key')}</p>
          <CodeBlock
            text="tulving keys create dashboard --scope admin"
            label={t('sign_in.command')}
          />
        </section>
        {session?.by === 'keyless' && (
          <p className="text-xs text-ink-soft">
            {t('sign_in.open')}{' '}
            <Link to="/" className="font-medium text-accent underline">
              {t('sign_in.without')}
            </Link>
          </p>
        )}
      </div>
    </main>
  );
}

function useSignIn() {
  const navigate = useNavigate();
  const { back } = useSearch({ from: '/sign-in' });
  const { mutate, error, isPending } = useBeginSession();
  const tried = useRef(false);
  function signIn(request: SignInRequest) {
    mutate(request, { onSuccess: () => void navigate({ href: back ?? '/', replace: true }) });
  }
  useEffect(() => {
    const link = location.hash.slice(1);
    if (link === '' || tried.current) return;
    // It is good for one use, and has no place in the list of visited pages.
    tried.current = true;
    history.replaceState(history.state, '', location.pathname + location.search);
    signIn({ link });
  });
  return { signIn, error, isPending };
}
