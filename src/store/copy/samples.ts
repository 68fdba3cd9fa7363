import type { CopyReads, CopyTable, Key } from './port.js';
import { copyTables } from './tables.js';

/** Something that can be searched for, and where. */
export interface Sample {
  cube: string;
  text: string;
}

/** Texts from all over a store, evenly spaced; deleted ones, too. */
export async function samplesOf(reads: CopyReads, count: number): Promise<Sample[]> {
  const [memories, cubes] = [tableOf('memory'), tableOf('cube')];
  const names = new Map<unknown, string>();
  const whole = { after: undefined, upto: undefined };
  for (const { no, name } of await reads.rows(cubes, ['no', 'name'], whole)) {
    names.set(no, String(name));
  }
  const step = Math.max(1, Math.floor((await reads.count(memories)) / count));
  const samples: Sample[] = [];
  let after: Key | undefined;
  do {
    const upto = await reads.keyFurther(memories, after, step);
    const [first] = upto
      ? await reads.rows(memories, ['cube', 'text'], { after: [Number(upto[0]) - 1], upto })
      : [];
    if (first) samples.push({ cube: names.get(first['cube']) ?? '', text: String(first['text']) });
    after = upto;
  } while (after !== undefined && samples.length < count);
  return samples;
}

function tableOf(name: string): CopyTable {
  const found = copyTables.find((table) => table.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return found;
}
