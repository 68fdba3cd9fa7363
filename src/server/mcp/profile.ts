import { framed, quote } from '../../language/quote.js';
import { localTime } from '../../model/local-time.js';
import type { Memory } from '../../model/memory.js';
import type { Scope } from '../../model/scope.js';
import type { Stats } from '../../model/stats.js';
import type { Door } from './door.js';
import { fitting, shortened } from './fit.js';

const NEWEST = 30;
/** In UTF-16 units. */
const LINE = 300;
const LABEL = 40;
/** Kinds that say something lasting about somebody, apart from what was said. */
const LASTING = ['preference', 'fact', 'procedure'];

export interface ProfileOptions {
  door: Door;
  scope: Scope;
  timezone: string;
}

/** What a scope holds, on one page: how much, about what, and the newest of it. */
export async function profile({ door, scope, timezone }: ProfileOptions): Promise<string> {
  const [stats, lasting, newest] = await Promise.all([
    door.stats(scope),
    door.list({ ...scope, limit: NEWEST, filters: { kind: { in: LASTING } } }),
    door.list({ ...scope, limit: NEWEST, filters: { kind: { nin: LASTING } } }),
  ]);
  const day = (instant: string) => localTime(Date.parse(instant), timezone).day;
  const { kept, leftOut } = fitting([
    ...overview(stats, day),
    ...section('Facts and preferences:', lasting.data, day),
    ...section('Newest:', newest.data, day),
  ]);
  const rest = leftOut === 0 ? [] : [`(${leftOut} lines more)`];
  return `${framed([...kept, ...rest])}\n`;
}

type Day = (instant: string) => string;

function overview(stats: Stats, day: Day): string[] {
  const { states, kinds, tags, categories, first_at, last_at } = stats;
  const used = Object.entries(kinds).filter(([, count]) => count > 0);
  return [
    `Active memories: ${states.active}`,
    ...(first_at && last_at ? [`From ${day(first_at)} to ${day(last_at)}`] : []),
    ...(used.length > 0 ? [used.map(([kind, count]) => `${kind} ${count}`).join(', ')] : []),
    ...labels('Tags', tags),
    ...labels('Categories', categories),
  ];
}

function labels(title: string, counted: Stats['tags']): string[] {
  if (counted.length === 0) return [];
  const names = counted.map(
    ({ name, memories }) => `${inLine(shortened(name, LABEL))} (${memories})`,
  );
  return [`${title}: ${names.join(', ')}`];
}

function section(title: string, memories: readonly Memory[], day: Day): string[] {
  if (memories.length === 0) return [];
  const items = memories.map(({ id, text, occurred_at, sources }) => {
    const speaker = sources[0]?.speaker;
    const words = speaker ? `${speaker}: ${text}` : text;
    return `[${id}] ${day(occurred_at)} ${inLine(shortened(words, LINE))}`;
  });
  return ['', title, ...items];
}

const FAKE_ID = /\[(?=\s*[0-9a-f]{8}-)/gi;

/** It can neither leave its line nor pose as another memory. */
function inLine(text: string): string {
  return quote(text).replace(FAKE_ID, '&#91;');
}
