import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button, type ButtonProps, IconButton } from './button';

interface CopyProps extends Omit<ButtonProps, 'onClick'> {
  text: string;
  /** Shown beside the picture; without it the button is the picture alone. */
  label?: string;
}

export function CopyButton({ text, label, ...rest }: CopyProps) {
  const { t } = useTranslation();
  const [done, setDone] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => setDone(false), 1_500);
    } catch (error) {
      toast.error(t('copy_failed'), {
        description: error instanceof Error ? error.message : String(error),
      });
    }
  }
  const picture = done ? <Check className="text-good" /> : <Copy />;
  const name = done ? t('copied') : (label ?? t('copy'));
  if (label === undefined) {
    return (
      <IconButton label={name} size="small-icon" onClick={() => void copy()} {...rest}>
        {picture}
      </IconButton>
    );
  }
  return (
    <Button size="small" onClick={() => void copy()} {...rest}>
      {picture}
      {name}
    </Button>
  );
}
