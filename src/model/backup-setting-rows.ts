import { readRotation } from './rotation.js';
import { row } from './setting-row.js';
import { optionalText } from './setting-values.js';

/** The rows of the table of settings that tell of backups. */
export const backupSettings = {
  backupDirectory: row('TULVING_BACKUP_DIR', '--backup-dir', optionalText, () => undefined, {
    shown: '`backups` in the data directory',
    help: {
      en: 'Directory of the backups; better on another disk.',
      zh: '存放备份的目录；最好在另一块磁盘上。',
    },
  }),
  backupEvery: row('TULVING_BACKUP_EVERY', '--backup-every', hours, () => 0, {
    shown: 'off',
    help: {
      en: 'How often the server makes a backup by itself: off, daily, weekly, or a number of hours.',
      zh: '服务器自动备份的频率：off、daily、weekly 或小时数。',
    },
  }),
  backupKeep: row(
    'TULVING_BACKUP_KEEP',
    '--backup-keep',
    readRotation,
    () => readRotation('7 daily, 4 weekly'),
    {
      shown: '`7 daily, 4 weekly`',
      help: {
        en: 'Which backups of this store stay when one was made by itself, or `tulving backup prune` is run: numbers of last, hourly, daily, weekly, monthly; all: every one.',
        zh: '自动备份或运行 `tulving backup prune` 后保留本存储的哪些备份：last、hourly、daily、weekly、monthly 的数量；all 表示全部保留。',
      },
    },
  ),
  backupPassphrase: row(
    'TULVING_BACKUP_PASSPHRASE',
    '--backup-passphrase',
    optionalText,
    () => undefined,
    {
      shown: 'none',
      secret: true,
      help: {
        en: 'Encrypts backups, and opens them. In the environment or in secrets.env; no command takes it as a flag.',
        zh: '用于加密和打开备份。写在环境变量或 secrets.env 中；任何命令都不接受它作为选项。',
      },
    },
  ),
};

/** @returns hours; 0: never */
function hours(value: string): number {
  const named: Readonly<Record<string, number>> = { off: 0, daily: 24, weekly: 168 };
  const number = named[value] ?? Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 8_760)
    throw new RangeError('off, daily, weekly, or a whole number of hours up to 8760');
  return number;
}
