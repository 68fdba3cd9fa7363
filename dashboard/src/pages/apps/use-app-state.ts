import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { App } from 'tulving/client';
import { useSetAppState } from '@/api/apps';
import { problemText } from '@/api/problem-text';

/** Pauses an app or lets it go on; tells it, and offers to undo it. */
export function useAppState({ name, state }: Pick<App, 'name' | 'state'>) {
  const { t } = useTranslation();
  const { mutateAsync, isPending } = useSetAppState();
  async function set(paused: boolean, undoable: boolean) {
    try {
      await mutateAsync({ name, paused });
      toast.success(t(paused ? 'apps:did.paused' : 'apps:did.resumed', { name }), {
        ...(undoable && {
          action: { label: t('undo'), onClick: () => void set(!paused, false) },
        }),
      });
    } catch (error) {
      const { title, remedy } = problemText(error, t);
      toast.error(title, { description: remedy });
    }
  }
  return { toggle: () => void set(state === 'active', true), isPending };
}
