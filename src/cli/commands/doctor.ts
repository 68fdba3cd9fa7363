import { TulvingError } from '../../errors.js';
import type { Compaction } from '../../store/port.js';
import type { Call, Command } from '../command.js';
import { modelSettings } from '../flags.js';
import type { Finding } from '../doctor/run.js';
import { thisWorld } from '../install/world.js';
import { counted } from '../output.js';
import { usage } from '../input.js';

export const doctor: Command = {
  name: 'doctor',
  summary: {
    en: 'Look for what may be wrong, and say what to do about it; with --compact, take what was deleted off the disk.',
    zh: '查找可能的问题并给出解决办法；加 --compact 从磁盘上清除已删除内容的残留。',
  },
  settings: ['host', 'port', ...modelSettings],
  options: [
    {
      flags: '--compact',
      help: {
        en: 'Rewrite what still holds bytes of what was erased, and free the space. Works beside a running server.',
        zh: '重写仍含有已清除内容的部分并释放空间；可与运行中的服务器同时进行。',
      },
    },
  ],
  examples: [
    'doctor',
    'doctor --json',
    'doctor --compact --data ./memory',
    'doctor --url http://127.0.0.1:8858',
  ],
  run: runDoctor,
};

async function runDoctor({ options, settings, output }: Call): Promise<void> {
  const compact = options['compact'] === true;
  if (compact && settings.url !== undefined) {
    throw usage('--compact works on the data directory: leave out --url, and name it with --data.');
  }
  const [{ examine, groupsFor }, { tellFindings, countsOf }] = await Promise.all([
    import('../doctor/examine.js'),
    import('../doctor/tell.js'),
  ]);
  const { language } = settings;
  const { paint } = output;
  const { findings, compaction } = await output.during('', (report) =>
    examine(settings, {
      environment: process.env,
      compact,
      installedClients: lookAtClients,
      onBegin: (title) => report({ doing: title[language] }),
    }),
  );
  output.answer({ checks: findings.map(present), counts: countsOf(findings), compaction }, () => [
    ...tellFindings(groupsFor(settings), findings, { language, paint }),
    ...(compaction ? tellCompaction(compaction) : []),
  ]);
  refuseFaults(findings);
}

async function lookAtClients() {
  const { installedClients } = await import('../../install/inventory.js');
  return installedClients(thisWorld());
}

function present({ group, name, status, detail, remedy }: Finding) {
  return { group, name, status, detail, remedy: remedy ?? null };
}

/** The exit code is that of the store where it has a fault, else that of the first fault. */
function refuseFaults(findings: readonly Finding[]): void {
  const faults = findings.filter(({ status }) => status === 'fault');
  const worst = faults.find(({ group }) => group === 'storage') ?? faults[0];
  if (!worst) return;
  const detail = `${counted(faults.length, 'fault was', 'faults were')} found; see above.`;
  throw new TulvingError(worst.code ?? 'internal', detail, {
    ...(worst.remedy !== undefined && { remedy: worst.remedy }),
  });
}

function tellCompaction({ before, after, copies }: Compaction): string[] {
  const size = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;
  return [
    `Compacted: ${size(before)} before, ${size(after)} after.`,
    ...copies.map((name) => `Removed backups/${name}: it was made before something was erased.`),
  ];
}
