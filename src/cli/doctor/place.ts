import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ok, type Outcome, skipped, warning } from './check.js';
import { type Mount, mountOf, parseMountInfo, parseMountOutput } from './mounts.js';

const MOVE = 'Move it to a disk of this machine, and name the place with --data or TULVING_DATA.';

/**
 * File systems on which SQLite's locks or the memory that its write-ahead log shares do not work
 * (https://sqlite.org/wal.html), so that data can be damaged when two processes write.
 */
const unfit: readonly { what: string; types: RegExp; source?: RegExp; remedy: string }[] = [
  {
    what: 'a Windows drive seen from WSL',
    types: /^(?:9p|drvfs|virtiofs)$/,
    source: /^(?:drvfs|[A-Za-z]:)/,
    remedy: 'Keep it inside of WSL, below your home directory there.',
  },
  {
    what: 'a network file system',
    types:
      /^(?:nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|ncpfs|afs|ceph|lustre|gpfs|beegfs|fuse\.(?:sshfs|s3fs|rclone|gcsfuse|davfs\d?|glusterfs|ceph|cephfs|juicefs))$/,
    remedy: MOVE,
  },
  {
    what: 'a folder of the host shared into this machine',
    types:
      /^(?:9p|vboxsf|vmhgfs|fuse\.vmhgfs-fuse|fuse\.(?:grpcfuse|osxfs)|osxfs|fakeowner|virtiofs)$/,
    remedy: `${MOVE} In a container use a volume in place of a shared folder.`,
  },
];

/** Programs that copy files away while they are written, and put other versions in their place. */
const synchronised: readonly { name: string; folder: RegExp }[] = [
  { name: 'Dropbox', folder: /[/\\]Dropbox(?: \([^/\\]+\))?(?:[/\\]|$)/i },
  { name: 'OneDrive', folder: /[/\\]OneDrive(?: ?- ?[^/\\]+|-[^/\\]+)?(?:[/\\]|$)/i },
  { name: 'iCloud Drive', folder: /[/\\](?:Mobile Documents|iCloud ?Drive)(?:[/\\]|$)/i },
  {
    name: 'Google Drive',
    folder: /[/\\](?:Google ?Drive|GoogleDrive-[^/\\]+|My Drive)(?:[/\\]|$)/i,
  },
  { name: 'Nextcloud', folder: /[/\\]Nextcloud(?:[/\\]|$)/i },
  { name: 'Syncthing', folder: /[/\\]Syncthing(?:[/\\]|$)/i },
];

/** Whether the place is one that a database may lie on. */
export async function judgePlace(directory: string): Promise<Outcome> {
  const path = realpathSync(directory);
  const sync = synchronisedBy(path);
  if (sync !== undefined) {
    return warning(
      `${path} is synchronised by ${sync}, which can damage an open database`,
      `${MOVE} To have it elsewhere too, copy it while no program uses it.`,
    );
  }
  if (process.platform === 'win32') return judgeWindowsPath(path);
  const mount = mountOf(path, await mounts());
  return mount === undefined ? skipped('its file system is not known') : judgeMount(path, mount);
}

export function judgeMount(path: string, { type, source }: Mount): Outcome {
  const row = unfit.find(
    ({ types, source: from }) => types.test(type) && (from?.test(source) ?? true),
  );
  if (row === undefined) return ok(type);
  return warning(`${path} lies on ${row.what} (${type}), where SQLite is not safe`, row.remedy);
}

export function synchronisedBy(path: string): string | undefined {
  return synchronised.find(({ folder }) => folder.test(path))?.name;
}

function judgeWindowsPath(path: string): Outcome {
  if (!/^[/\\]{2}(?![?.][/\\](?!UNC))/.test(path)) return ok('a drive of this machine');
  return warning(`${path} is a network path, where SQLite is not safe`, MOVE);
}

async function mounts(): Promise<Mount[]> {
  if (process.platform === 'linux') {
    return parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8'));
  }
  const { stdout } = await promisify(execFile)('mount', { timeout: 5_000 });
  return parseMountOutput(stdout);
}
