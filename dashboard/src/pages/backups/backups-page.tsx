import { Archive, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from 'tulving/client';
import { isMoving, useBackupJob, useBackups, useRequestBackup } from '@/api/backups';
import { Failure } from '@/components/failure';
import { AdminOnly, useMayOperate } from '@/components/operate/admin-only';
import { BusyBar } from '@/components/operate/busy-bar';
import { Page } from '@/components/page';
import { useShortcuts } from '@/components/shell/shortcuts';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { BackupList } from './backup-list';
import { Asked } from './asked';
import { Plan } from './plan';
import { PruneDialog } from './prune-dialog';
import { RestoreDialog } from './restore-dialog';
import { VerifyDialog } from './verify-dialog';

type Open = { what: 'verify' | 'restore'; backup: Backup } | { what: 'prune' } | undefined;

/** What could be brought back: made now, by itself, read to its end, taken away. */
export function BackupsPage() {
  const { t } = useTranslation();
  const mayOperate = useMayOperate() === true;
  const [open, setOpen] = useState<Open>();
  const making = useMaking();
  const close = () => setOpen(undefined);
  useShortcuts('keys.list', [
    { keys: 'n', label: 'backups:make', run: () => mayOperate && making.make() },
  ]);
  return (
    <Page
      title={t('nav.backups')}
      description={t('backups:text')}
      actions={
        mayOperate && (
          <>
            <Button onClick={() => setOpen({ what: 'prune' })}>
              <Trash2 />
              {t('backups:prune.open')}
            </Button>
            <Button look="primary" disabled={making.isBusy} onClick={making.make}>
              <Archive />
              {t('backups:make')}
            </Button>
          </>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        <AdminOnly>
          <Making {...making} />
          <Results onOpen={(what, backup) => setOpen({ what, backup })} />
        </AdminOnly>
      </div>
      <VerifyDialog name={open?.what === 'verify' ? open.backup.name : undefined} onClose={close} />
      <RestoreDialog backup={open?.what === 'restore' ? open.backup : undefined} onClose={close} />
      <PruneDialog open={open?.what === 'prune'} onClose={close} />
    </Page>
  );
}

function useMaking() {
  const { mutate, data: asked, error, isPending } = useRequestBackup();
  const { data: job } = useBackupJob(asked?.id);
  const state = job?.state ?? asked?.state;
  const isBusy = isPending || (state !== undefined && isMoving(state));
  return { make: () => mutate(), error, isBusy, state, cause: job?.cause ?? null };
}

function Making({ isBusy, state, error, cause }: ReturnType<typeof useMaking>) {
  const { t } = useTranslation();
  if (error !== null) return <Failure error={error} />;
  if (isBusy) {
    return (
      <div role="status" className="panel px-4 py-3">
        <BusyBar label={t(state === 'running' ? 'backups:making' : 'backups:waiting')} />
      </div>
    );
  }
  if (state === 'done') {
    return (
      <p role="status" className="panel border-good/40 px-4 py-3 text-sm text-good">
        {t('backups:made')}
      </p>
    );
  }
  if (state === undefined || cause === null) return null;
  return <Failure error={new Error(cause)} />;
}

function Results({ onOpen }: { onOpen: (what: 'verify' | 'restore', backup: Backup) => void }) {
  const { t } = useTranslation();
  const { data: list, error, refetch } = useBackups(true);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (list === undefined) return <LoadingLines lines={6} />;
  return (
    <>
      {list.restore && <Asked request={list.restore} />}
      <Plan list={list} />
      {list.data.length === 0 ? (
        <EmptyState title={t('backups:empty')}>{t('backups:empty_text')}</EmptyState>
      ) : (
        <BackupList backups={list.data} onOpen={onOpen} />
      )}
    </>
  );
}
