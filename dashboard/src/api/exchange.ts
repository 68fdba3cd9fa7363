import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExportRequest, ImportReport, ImportRequest } from 'tulving/client';
import { batchesKey } from './batches';
import { client } from './client';
import { refreshMemoryLists } from './memory-lists';

export interface ImportDraft {
  file: File;
  request: ImportRequest;
}

export interface Progress {
  done: number;
  total?: number | undefined;
}

/** Brings a file in, or tells what that would do. */
export function useImport(onProgress: (progress: Progress) => void) {
  const queries = useQueryClient();
  return useMutation<ImportReport, Error, ImportDraft>({
    mutationFn: ({ file, request }) =>
      client.exchange.import(file, request, { progress: onProgress }),
    onSuccess: async ({ dry_run: isDry }) => {
      if (isDry) return;
      refreshMemoryLists(queries);
      // It may bring rules, too.
      void queries.invalidateQueries({ queryKey: ['access'] });
      await queries.invalidateQueries({ queryKey: batchesKey });
    },
  });
}

/** How many memories an export would hold. */
export function useExportSize({ user_id: user, cube }: ExportRequest) {
  return useQuery({
    queryKey: ['export', user, cube],
    queryFn: async () => {
      const scope = {
        ...(user !== undefined ? { user_id: user } : cube === undefined && { user_id: '*' }),
        ...(cube !== undefined && { cube }),
      };
      const { total = 0 } = await client.list({ ...scope, limit: 1, total: true });
      return total;
    },
  });
}

/** Writes the file, and gives it to the browser. @returns its size in bytes */
export function useExport(onProgress: (bytes: number) => void) {
  return useMutation({
    mutationFn: async ({ request, name }: { request: ExportRequest; name: string }) => {
      const { stream } = await client.exchange.export(request);
      const pieces: BlobPart[] = [];
      let bytes = 0;
      const reader = stream.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        pieces.push(value as Uint8Array<ArrayBuffer>);
        bytes += value.length;
        onProgress(bytes);
      }
      handOver(new Blob(pieces), name);
      return bytes;
    },
  });
}

function handOver(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
