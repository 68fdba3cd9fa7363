/** One mounted file system. */
export interface Mount {
  at: string;
  type: string;
  /** What is mounted: a device, or a server's name. */
  source: string;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
export function parseMountInfo(text: string): Mount[] {
  return linesOf(text).flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const at = before.split(' ')[4];
    const [type, source = ''] = after.split(' ');
    if (at === undefined || type === undefined) return [];
    return [{ at: unescapeOctal(at), type, source: unescapeOctal(source) }];
  });
}

/** What `mount` prints on macOS: `//ada@nas/data on /Volumes/data (smbfs, nodev)`. */
export function parseMountOutput(text: string): Mount[] {
  return linesOf(text).flatMap((line) => {
    const [, source, at, type] = /^(.+) on (.+) \((\w+)[,)]/.exec(line) ?? [];
    return source !== undefined && at !== undefined && type !== undefined
      ? [{ at, type, source }]
      : [];
  });
}

/** The one that a path lies on. Of several at one place the last hides the others. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  return mounts
    .filter(({ at }) => at === '/' || path === at || path.startsWith(`${at}/`))
    .reduce<Mount | undefined>(
      (best, one) => (best === undefined || one.at.length >= best.at.length ? one : best),
      undefined,
    );
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Spaces and the like stand as `\040`. */
function unescapeOctal(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
