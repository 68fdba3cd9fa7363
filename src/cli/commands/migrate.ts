import type { Call, Command } from '../command.js';
import { schemaOf, type SchemaPlace } from '../migrate/schema-place.js';
import { usage } from '../input.js';
import { counted } from '../output.js';

const actions = ['status', 'up'] as const;

export const migrate: Command = {
  name: 'migrate',
  summary: {
    en: 'Show or bring up to date the schema of what is kept; opening it does that, too.',
    zh: '查看或更新存储的结构；平常打开时也会自动更新。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: { en: 'status or up; status.', zh: 'status 或 up；默认 status。' },
    },
  ],
  options: [
    {
      flags: '--dry-run',
      help: { en: 'up: only tell what would be done.', zh: 'up：只说明将要做什么。' },
    },
  ],
  examples: ['migrate', 'migrate up --dry-run', 'migrate up'],
  async run(call) {
    const [name = 'status'] = call.arguments as (string | undefined)[];
    if (name !== 'status' && name !== 'up') {
      throw usage(`migrate takes ${actions.join(' or ')}, not "${name}".`);
    }
    if (call.settings.url !== undefined) {
      throw usage('This works on the store itself: leave out --url.');
    }
    const changes = name === 'up' && call.options['dryRun'] !== true;
    const place = await schemaOf(call.settings);
    try {
      await tell(call, place, changes);
    } finally {
      await place.close();
    }
  },
};

async function tell({ output }: Call, place: SchemaPlace, changes: boolean): Promise<void> {
  const { found, missing } = await place.status();
  const schema = changes ? await output.during('Migrating', () => place.up()) : found;
  const names = missing.map((migration) => migration.name);
  const { engine, location } = place;
  output.answer({ engine, location, schema, [changes ? 'done' : 'missing']: names }, () => [
    `${location}: ${engine}, ${schema === 0 ? 'nothing there yet' : `schema ${schema}`}`,
    ...names.map((migration) => `  ${changes ? 'done' : 'missing'}  ${migration}`),
    names.length === 0
      ? 'The schema is up to date.'
      : `${counted(names.length, 'migration')} ${changes ? 'done' : 'to do: `tulving migrate up`'}.`,
  ]);
}
