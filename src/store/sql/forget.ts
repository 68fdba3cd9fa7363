import type { Dialect } from './statements.js';
import { FORGET_BATCHES } from './batches.js';
import { holdsName } from './graph-plan.js';

/** What goes with memories and episodes that are erased, and with texts that change, as statements of both engines. */
export function forgetting({ isAmongNumbers, isAmongTexts }: Dialect) {
  const restingOn = (column: string) => (table: string) =>
    `DELETE FROM ${table} WHERE ${isAmongNumbers(column)}`;
  return {
    /** Of memories: entities that they mention. */
    entitiesOf: `SELECT DISTINCT entity AS no FROM mention WHERE ${isAmongNumbers('memory')}`,
    /** Of memories: batches that changed them. */
    batchesOf: `SELECT DISTINCT import_batch AS id FROM version
      WHERE import_batch IS NOT NULL AND ${isAmongNumbers('memory')}`,
    /** What rests on memories, by their numbers. */
    ofMemories: [
      ...['relation', 'alias', 'mention', 'review', 'feedback', 'recalled'].map(
        restingOn('memory'),
      ),
      restingOn('other')('review'),
      forgetAnswers('memory', isAmongNumbers('no')),
    ],
    /** Files of episodes hold the words that go. */
    ofEpisodes: [
      // The first episode of a document names the file, which holds what the others say.
      `DELETE FROM attachment WHERE episode IN (
         SELECT o.no FROM episode o JOIN episode e ON e.session = o.session
         WHERE ${isAmongNumbers('e.no')})`,
      forgetAnswers('episode', isAmongNumbers('no')),
    ],
    /** Entities that nothing mentions any more; then names that nothing uses any more. */
    bereft: [
      `DELETE FROM entity WHERE ${isAmongNumbers('no')}
         AND NOT EXISTS (SELECT 1 FROM mention mn WHERE mn.entity = entity.no)`,
      `UPDATE entity SET name = ${oldest('name')}, folded = ${oldest('folded')}
       WHERE ${isAmongNumbers('no')} AND NOT EXISTS (
         SELECT 1 FROM alias a WHERE a.entity = entity.no AND a.name = entity.name)`,
    ],
    batches: FORGET_BATCHES(isAmongTexts('id')),
    /** Of memories whose texts change. */
    namesOf: `SELECT memory, entity, name, folded FROM alias WHERE ${isAmongNumbers('memory')}`,
    relationsOf: restingOn('memory')('relation'),
    name: 'DELETE FROM alias WHERE memory = ? AND entity = ? AND name = ?',
    nameless: `DELETE FROM mention WHERE ${isAmongNumbers('memory')} AND NOT EXISTS (
      SELECT 1 FROM alias a WHERE a.memory = mention.memory AND a.entity = mention.entity)`,
    profileOf: 'DELETE FROM profile WHERE tenant = ? AND cube = ? AND user_id = ?',
    profilesOf: 'DELETE FROM profile WHERE tenant = ? AND cube = ?',
    /** Of a user, whose words are all gone: what there was to do. */
    jobsOf: `DELETE FROM job WHERE tenant = ? AND user_id = ? AND NOT EXISTS (
      SELECT 1 FROM cube c JOIN episode e ON e.cube = c.no
      WHERE c.tenant = job.tenant AND e.user_id = job.user_id)`,
    /** Of a cube in which nothing is left: what batches did in it, by its name, and how it was set up. */
    batchesIn: 'DELETE FROM batch WHERE tenant = ? AND cube = ?',
    /** Deliveries to webhooks name their cube. */
    deliveriesIn: `DELETE FROM webhook_delivery WHERE cube = ? AND webhook IN (
      SELECT id FROM webhook WHERE tenant = ?)`,
    settingsIn: `DELETE FROM cube_setting WHERE cube IN (
      SELECT no FROM cube WHERE tenant = ? AND name = 'erased:' || id)`,
  };
}

/** What receivers of webhooks have answered may repeat the words. */
const forgetAnswers = (table: 'memory' | 'episode', isAmong: string) =>
  `UPDATE webhook_delivery SET error = NULL WHERE error IS NOT NULL
     AND subject IN (SELECT id FROM ${table} WHERE ${isAmong})`;

const oldest = (column: 'name' | 'folded') =>
  `(SELECT a.${column} FROM alias a WHERE a.entity = entity.no ORDER BY a.memory, a.name LIMIT 1)`;

export interface NameOf {
  memory: number;
  entity: number;
  name: string;
  folded: string;
}

/** The names that the new texts of their memories do not hold. */
export function namesGone(
  names: readonly NameOf[],
  changed: readonly { no: number; text: string }[],
): NameOf[] {
  const holds = new Map(changed.map(({ no, text }) => [no, holdsName(text)]));
  return names.filter(({ memory, folded }) => !holds.get(memory)?.(folded));
}

/** Whose words go: of a cube one user, or nobody in particular. */
export interface Whose {
  cube: number;
  user: string | null;
}

/** Profiles that may hold what goes; what belongs to nobody may be in all of its cube. */
export function profileWrites(
  tenant: number,
  whose: readonly Whose[],
  { profileOf, profilesOf }: ReturnType<typeof forgetting>,
): [string, ...(string | number)[]][] {
  const distinct = new Map(whose.map((one) => [`${one.cube}/${one.user ?? '\0'}`, one]));
  return Array.from(distinct.values(), ({ cube, user }) =>
    user === null ? [profilesOf, tenant, cube] : [profileOf, tenant, cube, user],
  );
}
