import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { problemText } from '@/api/problem-text';
import { useExportUser } from '@/api/users';

/** All that is kept about a user, as a file for the person at the browser. */
export function useExport(user: string) {
  const { t } = useTranslation();
  const { mutateAsync, isPending } = useExportUser();
  async function save() {
    try {
      const file = await mutateAsync(user);
      const address = URL.createObjectURL(file);
      const link = document.createElement('a');
      link.href = address;
      link.download = `tulving-${user.replaceAll(/[^\w.-]+/g, '_')}.jsonl`;
      link.click();
      URL.revokeObjectURL(address);
      toast.success(t('users:exported'));
    } catch (error) {
      const { title, remedy } = problemText(error, t);
      toast.error(title, { description: remedy });
    }
  }
  return { save: () => void save(), isPending };
}
