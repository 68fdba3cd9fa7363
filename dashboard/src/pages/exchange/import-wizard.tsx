import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRequest } from 'tulving/client';
import { type Progress, useImport } from '@/api/exchange';
import { useSession } from '@/api/session';
import { Failure } from '@/components/failure';
import { BusyBar } from '@/components/operate/busy-bar';
import { Button } from '@/components/ui/button';
import { FileDrop } from './file-drop';
import { ImportOptions } from './import-options';
import { ImportResult } from './import-result';

/** A file, what it would bring, and then that. */
export function ImportWizard() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const [file, setFile] = useState<File>();
  const [request, setRequest] = useState<ImportRequest>({});
  const [progress, setProgress] = useState<Progress>();
  const preview = useImport(setProgress);
  const run = useImport(setProgress);
  const mayWrite = session?.scopes.includes('write') !== false;
  const isBusy = preview.isPending || run.isPending;
  function ask(given: File | undefined, wanted: ImportRequest) {
    setFile(given);
    setRequest(wanted);
    setProgress(undefined);
    run.reset();
    if (given === undefined) preview.reset();
    else preview.mutate({ file: given, request: { ...wanted, dry_run: true } });
  }
  if (!mayWrite) return <p className="pt-4 text-sm text-warn">{t('exchange:import.no_write')}</p>;
  const error = run.error ?? preview.error;
  return (
    <div className="grid gap-4 pt-4">
      {run.data === undefined && (
        <>
          <FileDrop file={file} disabled={isBusy} onFile={(given) => ask(given, request)} />
          <ImportOptions
            request={request}
            disabled={isBusy}
            onChange={(wanted) => ask(file, wanted)}
          />
        </>
      )}
      {isBusy && (
        <div role="status" className="panel px-4 py-3">
          <BusyBar
            label={t(run.isPending ? 'exchange:import.running' : 'exchange:import.reading')}
            {...progress}
          />
        </div>
      )}
      {error !== null && !isBusy && <Failure error={error} />}
      {preview.data && run.data === undefined && !isBusy && (
        <ImportResult report={preview.data}>
          <Button
            look="primary"
            disabled={file === undefined || made(preview.data.made) === 0}
            onClick={() => file && run.mutate({ file, request })}
          >
            {t('exchange:import.go')}
          </Button>
        </ImportResult>
      )}
      {run.data && (
        <ImportResult report={run.data}>
          <Button onClick={() => ask(undefined, {})}>{t('exchange:import.another')}</Button>
        </ImportResult>
      )}
    </div>
  );
}

function made(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
