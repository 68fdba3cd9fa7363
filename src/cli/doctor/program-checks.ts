import { release } from 'node:os';
import { loadDriver } from '../../store/sqlite/driver.js';
import { readVersion } from '../../version.js';
import { type CheckGroup, ok, type Outcome, warning } from './check.js';

/** When security updates end (https://github.com/nodejs/release#release-schedule). */
const endOfLife: Readonly<Record<number, string>> = {
  20: '2026-04-30',
  22: '2027-04-30',
  24: '2028-04-30',
};
const RECOMMENDED = 24;

/** The program itself, and what it runs on. */
export const programChecks: CheckGroup = {
  name: 'tulving',
  title: { en: 'Tulving', zh: 'Tulving' },
  checks: [
    {
      name: 'version',
      title: { en: 'version', zh: '版本' },
      run: () => ok(readVersion()),
    },
    {
      name: 'node',
      title: { en: 'Node.js', zh: 'Node.js' },
      run: ({ clock }) => judgeNode(process.versions.node, clock()),
    },
    {
      name: 'platform',
      title: { en: 'platform', zh: '平台' },
      run: ({ environment }) => {
        const wsl = environment['WSL_DISTRO_NAME'];
        const inside = wsl === undefined ? '' : `, inside WSL (${wsl})`;
        return ok(`${process.platform} ${process.arch}, ${release()}${inside}`);
      },
    },
    {
      name: 'sqlite',
      title: { en: 'SQLite', zh: 'SQLite' },
      run: tellSqlite,
    },
  ],
};

/** Odd versions, and those that are not in the table and older than what is recommended, have ended. */
export function judgeNode(version: string, now: number): Outcome {
  const major = Number.parseInt(version, 10);
  const end = endOfLife[major];
  const remedy = `Install Node.js ${RECOMMENDED} (nodejs.org, nvm, fnm, your package manager).`;
  if (end === undefined) {
    if (major > RECOMMENDED) return ok(version);
    return warning(`${version} gets no security updates any more`, remedy);
  }
  const ended = now > Date.parse(end);
  const detail = `${version}, security updates ${ended ? 'ended' : 'end'} on ${end}`;
  return ended || major < 22 ? warning(detail, remedy) : ok(detail);
}

async function tellSqlite(): Promise<Outcome> {
  const driver = await loadDriver();
  const database = new driver.DatabaseSync(':memory:');
  try {
    const row = database.prepare('SELECT sqlite_version() AS version').get();
    const { version } = row as { version: string };
    const own = process.getBuiltinModule?.('node:sqlite') as typeof driver | undefined;
    const name =
      own?.DatabaseSync === driver.DatabaseSync ? "Node's own" : '@photostructure/sqlite';
    return ok(`${version} by ${name}`);
  } finally {
    database.close();
  }
}
