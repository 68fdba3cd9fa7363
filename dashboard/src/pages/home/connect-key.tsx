import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useConnectKey } from '@/api/connect';
import { problemText } from '@/api/problem-text';
import { useSession } from '@/api/session';
import { Button } from '@/components/ui/button';
import { localeOf } from '@/i18n/languages';

interface ConnectKeyProps {
  secret: string | undefined;
  onMade: (secret: string) => void;
}

/** Makes a key and puts it into what is shown above; it is shown this once. */
export function ConnectKey({ secret, onMade }: ConnectKeyProps) {
  const { t, i18n } = useTranslation();
  const { data: session } = useSession();
  const { mutate, isPending } = useConnectKey();
  const mayMake = session?.scopes.includes('admin') === true;
  function make() {
    const day = new Date().toLocaleDateString(localeOf(i18n.language));
    mutate(
      { name: t('home:connect.key_name', { day }), scopes: ['read', 'write'] },
      {
        onSuccess: (key) => onMade(key.secret),
        onError: (error) => toast.error(problemText(error, t).title),
      },
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-3 border-t border-line bg-canvas px-4 py-3 text-sm">
      <KeyRound aria-hidden className="size-4 text-ink-faint" />
      <p className="min-w-48 flex-1 text-ink-soft" aria-live="polite">
        {secret === undefined
          ? t(mayMake ? 'home:connect.key_text' : 'home:connect.key_elsewhere')
          : t('home:connect.key_made')}
      </p>
      {mayMake && secret === undefined && (
        <Button onClick={make} disabled={isPending}>
          {t('home:connect.key_make')}
        </Button>
      )}
    </div>
  );
}
