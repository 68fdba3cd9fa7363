import type { World } from '../world.js';

/** What is started at login. */
export interface ServiceSpec {
  /** Absolute paths. */
  node: string;
  bin: string;
  /** After `tulving`. */
  arguments: readonly string[];
  /** The one whose login starts it; Windows wants the name. */
  user: string;
}

/** A program and what it is called with. */
export type Command = readonly [program: string, ...given: string[]];

/** What starts programs at login, on one platform. Everything here is data: nothing is done. */
export interface ServiceManager {
  name: string;
  /** The file that describes the service. */
  path(world: World): string;
  /** How the file is encoded. */
  encoding: 'utf8' | 'utf16le';
  content(spec: ServiceSpec, world: World): string;
  /** Where what it writes can be read. */
  logs(world: World): string;
  /** Folders that must be there. */
  folders(world: World): readonly string[];
  /** Told that the file is there: starts it, now and at each login. */
  start(world: World): readonly Command[];
  /** Before the file goes; what fails here was not running. */
  stop(world: World): readonly Command[];
  /** After the file has gone. */
  afterwards: readonly Command[];
  /** Succeeds while it runs. */
  running(world: World): Command;
  /** What people should know. */
  note: string | undefined;
}

/** Stands in the file, so that ours is told from what somebody else has put there. */
export const MARK = 'Made by `tulving service install`';

/** `<`, `&` and quotation marks, for XML. */
export function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
