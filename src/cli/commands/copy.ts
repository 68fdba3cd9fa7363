import { TulvingError } from '../../errors.js';
import type { CopiedTable, CopyReport } from '../../store/copy/copy.js';
import type { Sample } from '../../store/copy/samples.js';
import type { Call, Command } from '../command.js';
import { compareSearches, type SearchComparison } from '../copy/compare-searches.js';
import { type NamedPlace, namedPlace } from '../copy/places.js';
import { usage } from '../input.js';
import { counted } from '../output.js';
import type { Report } from '../progress.js';

const SAMPLES = 20;

export const copy: Command = {
  name: 'copy',
  summary: {
    en: 'Copy everything that is kept into another place: a data directory or a PostgreSQL database.',
    zh: '把保存的一切复制到另一处：数据目录或 PostgreSQL 数据库。',
  },
  arguments: [
    {
      name: 'from',
      help: {
        en: 'A data directory or postgres://…; it can be read and written meanwhile.',
        zh: '数据目录或 postgres://…；复制期间仍可读写。',
      },
    },
    {
      name: 'to',
      help: {
        en: 'A data directory or postgres://… where nothing is kept yet.',
        zh: '尚未保存任何内容的数据目录或 postgres://…。',
      },
    },
  ],
  options: [
    {
      flags: '--anew',
      help: {
        en: 'Begin again, in place of going on with an interrupted copy.',
        zh: '从头开始，而不是继续中断的复制。',
      },
    },
  ],
  examples: [
    'copy ~/.local/share/tulving postgres://tulving@db.example/tulving',
    'copy postgres://tulving@db.example/tulving ./memory',
  ],
  run: runCopy,
};

async function runCopy({ arguments: names, options, settings, output }: Call): Promise<void> {
  if (settings.url !== undefined)
    throw usage('copy works on the stores themselves: leave out --url.');
  const { copyStore } = await import('../../store/copy/copy.js');
  const [from, to] = [await namedPlace(String(names[0])), await namedPlace(String(names[1]))];
  const anew = options['anew'] === true;
  try {
    const report = await output.during('Copying', (show) =>
      copyStore(from.place, to.place, { anew, progress: show }),
    );
    const searches = await output.during('Comparing searches', (show) => compare(from, to, show));
    output.answer({ ...report, searches }, () => linesOf(report, searches));
    refuseDifferent(searches);
  } finally {
    await from.place.close();
    await to.place.close();
  }
}

/** Brings the files that lie beside the store, too. Else writes nothing: neither traces nor what falls due. */
async function compare(from: NamedPlace, to: NamedPlace, show: Report): Promise<SearchComparison> {
  const { createMemory } = await import('../../compose.js');
  const { samplesOf } = await import('../../store/copy/samples.js');
  const samples = await from.place.snapshot((reads) => samplesOf(reads, SAMPLES));
  show({ total: samples.length });
  const open = ({ options }: NamedPlace) => createMemory({ ...options, tracesMegabytes: 0 });
  const [one, other] = [await open(from), await open(to)];
  try {
    await one.attachments.copyTo(other.attachments);
    return await compareSearches(one, other, samples satisfies Sample[]);
  } finally {
    await one.close();
    await other.close();
  }
}

function refuseDifferent({ asked, different }: SearchComparison): void {
  if (different.length === 0) return;
  const detail = `${different.length} of ${counted(asked, 'search', 'searches')} were answered otherwise.`;
  throw new TulvingError('answers_changed', detail, {
    remedy:
      'Everything was copied and compared. Something was written meanwhile, or the settings differ: ask both yourself before you switch.',
  });
}

function linesOf(report: CopyReport, { asked, different }: SearchComparison): string[] {
  const kept = report.tables.filter(({ rows }) => rows > 0);
  const width = Math.max(...kept.map(({ name }) => name.length));
  const line = ({ name, rows, checksum }: CopiedTable) =>
    `  ${name.padEnd(width)}  ${String(rows).padStart(9)}  ${checksum}`;
  return [
    ...kept.map(line),
    `${report.resumed ? 'Finished copying' : 'Copied'} ${report.from} to ${report.to}, and compared all of it.`,
    `${counted(asked - different.length, 'search', 'searches')} of ${asked} answered alike.`,
    'What is written to the source from now on is not in the copy: stop what writes to it before you switch.',
  ];
}
