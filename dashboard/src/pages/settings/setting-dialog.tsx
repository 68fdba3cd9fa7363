import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ServerSetting } from 'tulving/client';
import { faultOf } from '@/api/problem-text';
import { useChangeSettings } from '@/api/settings';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';

interface SettingDialogProps {
  setting: ServerSetting | undefined;
  onClose: () => void;
}

export function SettingDialog({ setting, onClose }: SettingDialogProps) {
  const { t, i18n } = useTranslation();
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <Dialog
      open={setting !== undefined}
      onClose={onClose}
      title={setting?.flag.slice(2) ?? t('settings:change')}
      description={setting?.help[language]}
    >
      {setting && <Form setting={setting} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ setting, onClose }: { setting: ServerSetting; onClose: () => void }) {
  const { t } = useTranslation();
  const { name, secret, default: fallback, next } = setting;
  const before = (next === null ? setting.value : next.value) ?? '';
  const isSet = next === null ? setting.set : next.set;
  const [value, setValue] = useState(before);
  const { mutate, isPending, error } = useChangeSettings();
  const keep = (given: string | null) =>
    mutate(
      { [name]: given },
      {
        onSuccess: () => {
          toast.success(t('settings:kept'), {
            ...(!secret && {
              action: {
                label: t('undo'),
                onClick: () => mutate({ [name]: before === '' ? null : before }),
              },
            }),
          });
          onClose();
        },
      },
    );
  const fault = faultOf(error, name);
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        keep(value.trim() === '' ? null : value.trim());
      }}
    >
      <DialogBody>
        <Field
          label={t('settings:value')}
          hint={t('settings:default', { value: fallback.replaceAll('`', '') })}
          error={fault}
        >
          {(control) => (
            <Input
              {...control}
              data-autofocus
              type={secret ? 'password' : 'text'}
              autoComplete="off"
              placeholder={secret && isSet ? '••••••••' : fallback.replaceAll('`', '')}
              value={value}
              onChange={({ target }) => setValue(target.value)}
            />
          )}
        </Field>
        {secret && <p className="text-xs text-ink-faint">{t('settings:secret')}</p>}
        {error !== null && fault === undefined && <Failure error={error} />}
      </DialogBody>
      <DialogFooter>
        {isSet && (
          <Button look="quiet" disabled={isPending} onClick={() => keep(null)}>
            {t('settings:to_default')}
          </Button>
        )}
        <CancelButton onClick={onClose} />
        <Button
          look="primary"
          type="submit"
          disabled={isPending || (secret ? value === '' : value.trim() === before)}
        >
          {t('save')}
        </Button>
      </DialogFooter>
    </form>
  );
}
