import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useAddRule } from '@/api/access';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { emptyRule, ruleOf } from './rule-draft';
import { RuleFields } from './rule-fields';
import { RuleMeaning } from './rule-meaning';

export function RuleDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog wide open={open} onClose={onClose} title={t('access:new')}>
      {open && <RuleForm onClose={onClose} />}
    </Dialog>
  );
}

function RuleForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(emptyRule);
  const { mutate, isPending, error } = useAddRule();
  const rule = ruleOf(draft);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (rule === undefined) return;
    mutate(rule, {
      onSuccess: () => {
        toast.success(t('access:did.added'));
        onClose();
      },
    });
  }
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogBody>
        <RuleFields
          draft={draft}
          error={error}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
        <RuleMeaning rule={rule} />
        {error !== null && <Failure error={error} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button look="primary" type="submit" disabled={rule === undefined || isPending}>
          {t('access:add')}
        </Button>
      </DialogFooter>
    </form>
  );
}
