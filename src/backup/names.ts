import type { Backup } from '../model/backups.js';

/** What lies in an archive, and in a data directory, under the same names. */
export const DATABASE = 'tulving.db';
export const CONFIG = 'tulving.yaml';
export const ATTACHMENTS = 'attachments';
export const MANIFEST = 'manifest.json';
/** Of the data directory: where archives lie unless told otherwise, and where they come about. */
export const BACKUPS = 'backups';

const NAME = /^tulving-([0-9a-f]{8})-(\d{8}T\d{9}Z)\.tar\.gz(\.age)?$/;

/** @param node the name that the store has given itself, of which the random end is taken */
export function backupName(node: string, at: Date, { encrypted }: { encrypted: boolean }): string {
  const time = at.toISOString().replaceAll(/[-:.]/g, '');
  return `tulving-${shortNode(node)}-${time}.tar.gz${encrypted ? '.age' : ''}`;
}

/** Undefined: the file is none of ours, or is not whole yet. */
export function readName(
  name: string,
): (Pick<Backup, 'made_at' | 'encrypted'> & { node: string }) | undefined {
  const [, node, time, age] = NAME.exec(name) ?? [];
  if (node === undefined || time === undefined) return undefined;
  const [, year, month, day, hour, minute, second, rest] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(time) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`);
  if (Number.isNaN(at.getTime())) return undefined;
  return { node, made_at: at.toISOString(), encrypted: age !== undefined };
}

export function shortNode(node: string): string {
  return node.slice(-8);
}
