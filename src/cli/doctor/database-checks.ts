import { TulvingError } from '../../errors.js';
import { schemaOf, type SchemaPlace } from '../migrate/schema-place.js';
import { counted } from '../output.js';
import {
  type CheckGroup,
  type DoctorContext,
  fault,
  ok,
  type Outcome,
  shownBytes,
  skipped,
  warning,
} from './check.js';
import { contentsCheck } from './contents-check.js';

/** In place of the checks of files, where everything lies in a PostgreSQL database. */
export const databaseChecks: CheckGroup = {
  name: 'storage',
  title: { en: 'Storage', zh: '存储' },
  checks: [
    {
      name: 'files',
      title: { en: 'files', zh: '文件' },
      run: () => skipped('the data lies in a database, whose server looks after its files'),
    },
    { name: 'database', title: { en: 'database', zh: '数据库' }, run: judgeDatabase },
    { name: 'open', title: { en: 'opening', zh: '打开' }, run: judgeOpening },
    contentsCheck,
  ],
};

async function judgeDatabase({ settings }: DoctorContext): Promise<Outcome> {
  return withSchema(settings, async ({ location, status }) => {
    const { found, missing } = await status();
    if (found === 0) return skipped(`nothing is in ${location} yet; the first command makes it`);
    if (missing.length === 0) return ok(`${location}, schema ${found}`);
    return warning(
      `${location} has schema ${found}; this version uses ${found + missing.length}`,
      'Make a backup, then bring it up to date: tulving migrate up',
    );
  });
}

/** Nothing is made that is not there, and an older schema is left as it is. */
async function judgeOpening({ settings, store }: DoctorContext): Promise<Outcome> {
  const { found, missing } = await withSchema(settings, ({ status }) => status());
  if (found === 0) return skipped('there is nothing to open yet');
  if (missing.length > 0) return skipped('opening it would bring it up to date');
  const memory = await store.open();
  const { bytes, episodes, memories } = await memory.status();
  const active = counted(memories.active, 'active memory', 'active memories');
  return ok(`${active}, ${counted(episodes, 'episode')}, ${shownBytes(bytes)}`);
}

async function withSchema<Result>(
  settings: DoctorContext['settings'],
  work: (place: SchemaPlace) => Promise<Result>,
): Promise<Result> {
  const place = await schemaOf(settings);
  try {
    return await work(place);
  } finally {
    await place.close();
  }
}
