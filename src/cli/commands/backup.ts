import { statSync } from 'node:fs';
import { basename, resolve, sep } from 'node:path';
import type { RestoreReport } from '../../facade/restore.js';
import type { Asked } from '../../backup/foreign.js';
import type { Backup, MadeBackup } from '../../model/backups.js';
import { newPassphrase, passphraseFor } from '../backup/passphrase.js';
import type { Call, Command } from '../command.js';
import { withLocalMemory, withMemory } from '../door.js';
import { usage } from '../input.js';
import { counted } from '../output.js';

export const backup: Command = {
  name: 'backup',
  summary: {
    en: 'Back up all that is kept into one file, restore it, and look after such files.',
    zh: '将保存的一切备份为一个文件，恢复备份，并管理备份文件。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: {
        en: 'create, list, verify, restore or prune; create.',
        zh: 'create、list、verify、restore 或 prune；默认 create。',
      },
    },
    {
      name: 'file',
      count: 'optional',
      help: {
        en: 'verify and restore: the file, or its name in the backup directory.',
        zh: 'verify 和 restore：备份文件，或其在备份目录中的名称。',
      },
    },
  ],
  options: [
    {
      flags: '--to <place>',
      help: {
        en: 'create: a directory, or the name of a file that is not there; the backup directory.',
        zh: 'create：目录，或尚不存在的文件名；默认为备份目录。',
      },
    },
    {
      flags: '--encrypt',
      help: {
        en: 'create: encrypt it, with TULVING_BACKUP_PASSPHRASE or what is asked for; where that is set, all are.',
        zh: 'create：用 TULVING_BACKUP_PASSPHRASE 或输入的口令加密；已设置口令时总是加密。',
      },
    },
    {
      flags: '--into <directory>',
      help: {
        en: 'restore: the data directory to restore into; that of --data.',
        zh: 'restore：恢复到的数据目录；默认为 --data 的目录。',
      },
    },
    {
      flags: '--with <names>',
      help: {
        en: 'restore: take over of another store, too: keys, rules, webhooks, settings; separated by commas.',
        zh: 'restore：同时接收其他存储的 keys、rules、webhooks、settings；用逗号分隔。',
      },
    },
    {
      flags: '--replace',
      help: {
        en: 'restore: in place of what is kept there, which is backed up first.',
        zh: 'restore：替换现有内容；会先备份现有内容。',
      },
    },
    {
      flags: '--dry-run',
      help: {
        en: 'restore, prune: change nothing; tell what would be done.',
        zh: 'restore、prune：不做更改；只说明将要做什么。',
      },
    },
  ],
  settings: ['backupDirectory', 'backupKeep'],
  examples: [
    'backup',
    'backup --to /mnt/disk --encrypt',
    'backup list',
    'backup verify tulving-1a2b3c4d-20260304T093000000Z.tar.gz',
    'backup restore tulving-1a2b3c4d-20260304T093000000Z.tar.gz --dry-run',
    'backup restore ./tulving.tar.gz.age --into ./memory --with keys,settings',
    'backup prune --dry-run',
  ],
  async run(call) {
    const [name = 'create', file] = call.arguments as (string | undefined)[];
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) {
      throw usage(`backup takes ${Object.keys(actions).join(', ')}, not "${name}".`);
    }
    refuseStrange(name, call);
    if (action.takesFile && file === undefined) throw usage(`backup ${name} wants a file.`);
    if (!action.takesFile && file !== undefined) throw usage(`backup ${name} takes no file.`);
    await action.run(call, file ?? '');
  },
};

interface Action {
  options: readonly string[];
  takesFile: boolean;
  run: (call: Call, file: string) => Promise<void>;
}

const actions: Readonly<Record<string, Action>> = {
  create: { options: ['to', 'encrypt'], takesFile: false, run: create },
  list: { options: [], takesFile: false, run: list },
  verify: { options: [], takesFile: true, run: verify },
  restore: { options: ['into', 'with', 'replace', 'dryRun'], takesFile: true, run: restore },
  prune: { options: ['dryRun'], takesFile: false, run: prune },
};

/** An option that says nothing about an action is a misunderstanding, and here a dangerous one. */
function refuseStrange(name: string, { options }: Call): void {
  const all = Object.values(actions).flatMap((action) => action.options);
  const strange = all.find(
    (option) => options[option] !== undefined && !actions[name]?.options.includes(option),
  );
  if (strange === undefined) return;
  throw usage(`--${strange.replace('dryRun', 'dry-run')} is not for backup ${name}.`);
}

async function create({ options, settings, output }: Call): Promise<void> {
  const { to, encrypt } = options;
  if (settings.url !== undefined) {
    if (to !== undefined || encrypt !== undefined) {
      throw usage('A server makes backups where and as its own settings say.');
    }
    const made = await withMemory(settings, (door) => door.backups.create());
    return output.answer(made, () => tellMade('Backed up', made));
  }
  const passphrase =
    encrypt === true ? await newPassphrase(settings.backupPassphrase) : settings.backupPassphrase;
  const made = await withLocalMemory(settings, (memory) =>
    output.during('Backing up', () =>
      memory.backups.create({
        ...(typeof to === 'string' && { to: placeOf(to) }),
        ...(passphrase !== undefined && { passphrase }),
      }),
    ),
  );
  output.answer(made, () => tellMade('Backed up', made));
}

function placeOf(to: string): { folder: string } | { file: string } {
  const path = resolve(to);
  const isFolder = /[\\/]$/.test(to) || statSync(path, { throwIfNoEntry: false })?.isDirectory();
  return isFolder ? { folder: path } : { file: path };
}

async function list({ settings, output }: Call): Promise<void> {
  const found = await withMemory(settings, (door) => door.backups.list());
  const { directory, data, next_at } = found;
  const line = ({ name, made_at, bytes, own }: Backup) =>
    `${output.time(made_at)}  ${size(bytes).padStart(10)}  ${name}${own ? '' : '  (of another store)'}`;
  output.answer(found, () => [
    data.length === 0 ? `There are no backups in ${directory}.` : `In ${directory}:`,
    ...data.map(line),
    next_at === null
      ? 'None is made by itself: set TULVING_BACKUP_EVERY.'
      : `The next one is due ${output.time(next_at)}, while a server runs.`,
  ]);
}

async function verify({ settings, output }: Call, file: string): Promise<void> {
  if (settings.url !== undefined) {
    const found = await withMemory(settings, (door) => door.backups.verify(file));
    return output.answer(found, () => tellMade('Whole', found));
  }
  const { performApart } = await import('../../backup/apart.js');
  const path = pathOf(file, settings);
  const passphrase = await passphraseFor(path, settings.backupPassphrase);
  const found = await output.during('Verifying', () =>
    performApart({ doing: 'verify', path, passphrase }),
  );
  output.answer(found, () => tellMade('Whole', found));
}

async function restore({ options, settings, output }: Call, file: string): Promise<void> {
  if (settings.url !== undefined)
    throw usage('restore works on the store itself: leave out --url.');
  const { restoreBackup } = await import('../../facade/restore.js');
  const path = pathOf(file, settings);
  const { into } = options;
  const { databaseUrl, backupDirectory } = settings;
  const passphrase = await passphraseFor(path, settings.backupPassphrase);
  const report = await output.during('Restoring', async () =>
    restoreBackup({
      file: path,
      data: resolve(typeof into === 'string' ? into : settings.data),
      ...(into === undefined && { databaseUrl, backupDirectory }),
      passphrase,
      with: await askedOf(options['with']),
      replace: options['replace'] === true,
      dryRun: options['dryRun'] === true,
    }),
  );
  output.answer(report, () => tellRestored(report));
}

async function prune({ options, settings, output }: Call): Promise<void> {
  const isDry = options['dryRun'] === true;
  const pruned = await withMemory(settings, (door) => door.backups.prune({ dry_run: isDry }));
  output.answer(pruned, () => [
    ...pruned.removed.map((name) => `${isDry ? 'would go' : 'removed'}  ${name}`),
    `${counted(pruned.removed.length, 'backup')} ${isDry ? 'would go' : 'removed'}, ${pruned.kept.length} kept.`,
  ]);
}

/** A bare name is one of the backup directory, unless it lies here. */
function pathOf(file: string, settings: Call['settings']): string {
  const here = resolve(file);
  const isBare = basename(file) === file && !statSync(here, { throwIfNoEntry: false });
  const { data, backupDirectory } = settings;
  return isBare ? resolve(backupDirectory ?? `${data}${sep}backups`, file) : here;
}

async function askedOf(value: unknown): Promise<Asked[]> {
  if (typeof value !== 'string') return [];
  const { askedNames } = await import('../../backup/foreign.js');
  return value.split(',').map((text) => {
    const found = askedNames.find((name) => name === text.trim());
    if (!found) throw usage(`--with takes ${askedNames.join(', ')}, not "${text}".`);
    return found;
  });
}

function tellMade(done: string, made: Omit<MadeBackup, 'own'>): string[] {
  return [
    `${done}: ${made.path}`,
    `  ${tellRows(made.rows, made.files)}; ${size(made.bytes)}${made.encrypted ? ', encrypted' : ''}; made by Tulving ${made.tulving}, schema ${made.schema}`,
  ];
}

function tellRestored(report: RestoreReport): string[] {
  const { dry_run: isDry, left_out: leftOut } = report;
  const out = Object.entries(leftOut);
  return [
    `${isDry ? 'Whole, and would be restored' : 'Restored'} into ${report.into}: ${tellRows(report.rows, report.files)}`,
    ...(out.length === 0
      ? []
      : [
          `Left out, because another store made it: ${out.map(([name, count]) => `${count} of ${name}`).join(', ')}.`,
          `  With them: --with ${out.map(([name]) => name).join(',')}`,
        ]),
    ...(report.replaced === null ? [] : [`What was there is in ${report.replaced}`]),
    ...(report.erased_again === 0
      ? []
      : [`Erased since that backup, and so again: ${report.erased_again}.`]),
    ...(isDry && report.taken
      ? ['Something is kept there already: it takes --replace, or another --into.']
      : []),
  ];
}

function tellRows(rows: Readonly<Record<string, number>>, files: number): string {
  return [
    counted(rows['memory'] ?? 0, 'memory', 'memories'),
    counted(rows['episode'] ?? 0, 'episode'),
    counted(rows['cube'] ?? 0, 'cube'),
    ...(files > 0 ? [counted(files, 'file')] : []),
  ].join(', ');
}

function size(bytes: number): string {
  return bytes < 1_048_576
    ? `${Math.ceil(bytes / 1024)} KiB`
    : `${(bytes / 1_048_576).toFixed(1)} MiB`;
}
