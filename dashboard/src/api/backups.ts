import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from './client';

const backupsKey = ['backups'];
/** In ms: how often a job that runs is asked for. */
const pace = 1_000;

/** Those in the backup directory, newest first, and when the next one is due. */
export function useBackups(enabled: boolean) {
  return useQuery({ queryKey: backupsKey, queryFn: () => client.backups.list(), enabled });
}

/** Has one made in the background. @returns the job */
export function useRequestBackup() {
  return useMutation({ mutationFn: () => client.backups.request() });
}

/** A job until it has ended; then the list is asked for anew. */
export function useBackupJob(id: string | undefined) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ['jobs', 'one', id],
    queryFn: async () => {
      const job = await client.jobs.get(id ?? '');
      if (!isMoving(job.state)) await queries.invalidateQueries({ queryKey: backupsKey });
      return job;
    },
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && !isMoving(state.data.state) ? false : pace),
  });
}

export function isMoving(state: string): boolean {
  return state === 'waiting' || state === 'running';
}

export function useVerifyBackup() {
  return useMutation({ mutationFn: (name: string) => client.backups.verify(name) });
}

/** What restoring it would do. It is read to its end, which takes a while. */
export function useRestorePreview(name: string) {
  return useQuery({
    queryKey: [...backupsKey, 'preview', name],
    queryFn: () => client.backups.preview(name),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Has the next start of the server restore it. */
export function useRestoreAtStart() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => client.backups.restoreAtStart(name),
    onSuccess: () => queries.invalidateQueries({ queryKey: backupsKey, exact: true }),
  });
}

/** Takes that back. */
export function useKeepAtStart() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => client.backups.keepAtStart(name),
    onSuccess: () => queries.invalidateQueries({ queryKey: backupsKey, exact: true }),
  });
}

/** What the rotation would take away. */
export function usePrunePreview() {
  return useQuery({
    queryKey: [...backupsKey, 'prune'],
    queryFn: () => client.backups.prune({ dry_run: true }),
    staleTime: 0,
    gcTime: 0,
  });
}

export function usePrune() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.backups.prune(),
    onSuccess: () => queries.invalidateQueries({ queryKey: backupsKey }),
  });
}

/** Where the file itself is. */
export function fileOf(name: string): string {
  return `/v1/backups/${encodeURIComponent(name)}/file`;
}
