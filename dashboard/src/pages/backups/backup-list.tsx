import { BadgeCheck, Download, Lock, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Backup } from 'tulving/client';
import { fileOf } from '@/api/backups';
import { sizeOf } from '@/components/size';
import { ExactTime, TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Button, buttonStyle } from '@/components/ui/button';

interface BackupListProps {
  backups: readonly Backup[];
  onOpen: (what: 'verify' | 'restore', backup: Backup) => void;
}

/** Newest first; the rotation keeps them few. */
export function BackupList({ backups, onOpen }: BackupListProps) {
  const { t, i18n } = useTranslation();
  return (
    <ul aria-label={t('nav.backups')} className="panel divide-y divide-line overflow-hidden">
      {backups.map((backup) => (
        <li
          key={backup.name}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-sunken/60"
        >
          <div className="min-w-0 flex-1 basis-64">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
              <ExactTime at={backup.made_at} />
              <span className="text-xs font-normal text-ink-faint">
                <TimeAgo at={backup.made_at} /> · {sizeOf(backup.bytes, i18n.language)}
              </span>
              {backup.encrypted && (
                <Badge tone="good">
                  <Lock aria-hidden className="size-3" />
                  {t('backups:encrypted')}
                </Badge>
              )}
              {!backup.own && <Badge tone="warn">{t('backups:foreign')}</Badge>}
            </p>
            <p className="truncate font-mono text-xs text-ink-faint" title={backup.name}>
              {backup.name}
            </p>
          </div>
          <span className="flex flex-wrap gap-1.5">
            <Button size="small" onClick={() => onOpen('verify', backup)}>
              <BadgeCheck />
              {t('backups:verify.open')}
            </Button>
            <Button size="small" onClick={() => onOpen('restore', backup)}>
              <RotateCcw />
              {t('backups:restore.open')}
            </Button>
            <a
              href={fileOf(backup.name)}
              download={backup.name}
              className={buttonStyle({ size: 'small' })}
            >
              <Download />
              {t('backups:download')}
            </a>
          </span>
        </li>
      ))}
    </ul>
  );
}
