import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { TulvingError } from '../../errors.js';
import type { Client } from '../../install/client.js';
import type { DataDirectory } from '../../install/data-directory.js';
import type { Removal, RemovalRequest, RemovalResult } from '../../install/removal.js';
import type { Call, Command } from '../command.js';
import { usage } from '../input.js';
import { counted } from '../output.js';
import { askWhether, canAsk } from '../install/prompt.js';
import { thisWorld } from '../install/world.js';

export const uninstall: Command = {
  name: 'uninstall',
  summary: {
    en: 'Take Tulving out of the config files of clients; with --all, everything that it put anywhere.',
    zh: '从客户端的配置文件中移除 Tulving；加 --all 则移除它放在各处的一切。',
  },
  arguments: [
    {
      name: 'client',
      count: 'any',
      help: { en: 'Names of clients; none: all of them.', zh: '客户端名称；省略则为全部。' },
    },
  ],
  options: [
    {
      flags: '--project',
      help: { en: 'Out of the files of this folder.', zh: '从当前文件夹的配置文件中移除。' },
    },
    {
      flags: '--name <name>',
      help: { en: 'Only entries of that name.', zh: '只移除此名称的条目。' },
    },
    {
      flags: '--all',
      help: {
        en: 'Everything outside of the data directory: entries, also of projects, copies of files, completions, the ledger.',
        zh: '数据目录之外的一切：条目（含项目中的）、文件副本、补全脚本和安装记录。',
      },
    },
    {
      flags: '--with-data',
      help: {
        en: 'With --all: the data directory (--data), too, with the attachments and backups in it. All memories are lost.',
        zh: '与 --all 合用：同时删除数据目录（--data）及其中的附件和备份。全部记忆将丢失。',
      },
    },
    {
      flags: '--dry-run',
      help: { en: 'Change nothing; list what would go.', zh: '不做更改；只列出将移除的内容。' },
    },
    { flags: '--yes', help: { en: 'Do not ask.', zh: '不再询问。' } },
  ],
  examples: [
    'uninstall cursor',
    'uninstall --yes',
    'uninstall --all',
    'uninstall --all --with-data',
  ],
  run: runUninstall,
};

async function runUninstall(call: Call): Promise<void> {
  const { options, output } = call;
  const world = thisWorld();
  const [{ loadClients }, { planRemoval, remove }, { Ledger }] = await Promise.all([
    import('../../install/catalog.js'),
    import('../../install/removal.js'),
    import('../../install/ledger.js'),
  ]);
  const clients = await loadClients(world);
  const request = await requestOf(call, clients);
  const data = await dataOf(call);
  const removal = planRemoval(request, { clients, world, ledger: Ledger.read(world) });
  const { serviceFile, serviceLog, uninstallService } =
    await import('../../install/service/service.js');
  const started = request.all ? serviceFile(world) : undefined;
  const log = request.all ? serviceLog(world) : undefined;
  const isEmpty =
    started === undefined &&
    log === undefined &&
    [removal.rows, removal.found, removal.files, removal.own].every((list) => list.length === 0) &&
    !(request.all && existsSync(removal.ledgerFolder));
  const listed = [
    ...(started === undefined ? [] : [`service that is started at login: ${started}`]),
    ...(log === undefined ? [] : [`what that has written: ${log}`]),
    ...tellRemoval(removal),
    ...tellElsewhere(call, data),
    ...(data ? tellData(data) : []),
  ];
  if (options['dryRun'] === true || (isEmpty && !data)) {
    output.answer(
      {
        dry_run: options['dryRun'] === true,
        service: started ?? null,
        log: log ?? null,
        ...present(removal, data),
      },
      () => (listed.length > 0 ? listed : ['Nothing of Tulving was found there.']),
    );
    return;
  }
  // What Tulving recorded goes as asked; what somebody else wrote, only when he says so.
  const asks = request.names === undefined || removal.found.length > 0;
  if (asks && !(await isSure(call, listed))) {
    output.line('Nothing was changed.');
    return;
  }
  if (started !== undefined) uninstallService(world);
  if (log !== undefined) rmSync(log, { force: true });
  const results = await remove(request, { clients, world });
  const failed = results.some(({ failure }) => failure);
  if (data && !failed) await (await import('../../install/data-directory.js')).removeData(data);
  const isForgotten = request.all && !existsSync(removal.ledgerFolder);
  output.answer(
    {
      dry_run: false,
      service: started ?? null,
      log: log ?? null,
      ...present(removal, data),
      results: results.map(presentResult),
    },
    () => [
      ...(started === undefined ? [] : [`No longer started at login: ${started}`]),
      ...(log === undefined ? [] : [`Removed: ${log}`]),
      ...results.flatMap(tellResult),
      ...(isForgotten ? [`Forgotten: ${removal.ledgerFolder}`] : []),
      ...tellElsewhere(call, data),
      ...(data ? [failed ? `Not removed: ${data.path}` : tellRemoved(data)] : []),
    ],
  );
  refuseFailures(results);
}

async function requestOf(
  { arguments: [given], options }: Call,
  clients: readonly Client[],
): Promise<RemovalRequest> {
  const { findClient } = await import('../../install/catalog.js');
  const named = (given ?? []) as readonly string[];
  const { all, withData, project, name } = options;
  if (all === true && (named.length > 0 || project === true || name !== undefined)) {
    throw usage('--all means everything: leave out clients, --project and --name.');
  }
  if (withData === true && all !== true) throw usage('--with-data goes with --all.');
  return {
    names: named.length > 0 ? named.map((text) => findClient(clients, text).id) : undefined,
    name: typeof name === 'string' ? name : undefined,
    project: project === true,
    all: all === true,
  };
}

async function dataOf({ options, settings }: Call): Promise<DataDirectory | undefined> {
  if (options['withData'] !== true) return undefined;
  const [{ inspectData }, { archivesOf }] = await Promise.all([
    import('../../install/data-directory.js'),
    import('../install/own-archives.js'),
  ]);
  return inspectData(resolve(settings.data), archivesOf);
}

/** Shows what would go before it asks, and also where nobody is there to answer. */
async function isSure({ options, output }: Call, listed: readonly string[]): Promise<boolean> {
  if (options['yes'] === true) return true;
  if (!output.json) output.line(...listed, '');
  if (output.json || !canAsk()) throw usage('This takes out all that is listed: add --yes.');
  return askWhether('Take all of this out?');
}

function tellRemoval({ rows, found, files, own, unreadable }: Removal): string[] {
  return [
    ...rows.map(({ client, path, name }) => `entry "${name}" of ${client}: ${path}`),
    ...found.map(
      ({ client, path, name }) => `entry "${name}" of ${client}, put in by hand: ${path}`,
    ),
    ...files.map(({ path }) => `file: ${path}`),
    ...own.map((path) => `Tulving's own record: ${path}`),
    ...unreadable.map(({ reason }) => `(not looked through: ${reason})`),
  ];
}

/** A directory that somebody chose for backups may hold those of others, and outlive all this on purpose. */
function tellElsewhere({ settings }: Call, data: DataDirectory | undefined): string[] {
  const { backupDirectory } = settings;
  if (!data || backupDirectory === undefined) return [];
  return [`stays: backups in ${backupDirectory}; remove them yourself`];
}

function tellData(data: DataDirectory): string[] {
  return [
    `data directory with all memories: ${data.path}, ${tellSize(data)}`,
    ...data.settings.map((name) => `  and what you wrote for it: ${name}`),
    ...data.others.map((name) => `  stays, because it is not Tulving's: ${name}`),
  ];
}

function tellRemoved(data: DataDirectory): string {
  const stays = data.others.length > 0 ? '; the directory stays, with what is not ours' : '';
  return `Removed: ${data.path}, ${tellSize(data)}${stays}`;
}

function tellSize({ files, bytes }: DataDirectory): string {
  return `${counted(files.length, 'file')}, ${(bytes / 1_048_576).toFixed(1)} MiB`;
}

const words: Readonly<Record<NonNullable<RemovalResult['taken']>, string>> = {
  restored: 'taken out; the file has the bytes of before',
  removed: 'removed; there was no file before',
  taken: 'taken out; all else in the file stays',
  gone: 'was gone already',
  shared: 'stays, because another client uses the same entry',
  kept: 'stays, because it was changed since',
};

/** Why it failed is told as an error, at the end. */
function tellResult({ what, path, taken, copy }: RemovalResult): string[] {
  return [
    `${what}: ${taken ? words[taken] : 'failed'}  ${path}`,
    ...(copy === undefined ? [] : [`  The file as it was: ${copy}`]),
  ];
}

function presentResult({ failure, taken, copy, ...result }: RemovalResult) {
  const error = failure?.message ?? null;
  return { ...result, result: taken ?? 'failed', copy: copy ?? null, error };
}

function present({ rows, found, files, own }: Removal, data: DataDirectory | undefined) {
  return {
    entries: [
      ...rows.map(({ client, path, name }) => ({ client, path, name, by_hand: false })),
      ...found.map(({ client, path, name }) => ({ client, path, name, by_hand: true })),
    ],
    files: files.map(({ path }) => path),
    records: own,
    data: data ?? null,
  };
}

function refuseFailures(results: readonly RemovalResult[]): void {
  const failures = results.flatMap(({ failure }) => (failure ? [failure] : []));
  const [first] = failures;
  if (!first) return;
  throw new TulvingError(first.code, failures.map(({ message }) => message).join('\n'), {
    cause: first,
    remedy: 'Mend that, and run it again: what was taken out already is not touched.',
  });
}
