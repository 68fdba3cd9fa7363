import { fold } from '../../language/terms/fold.js';
import type { EntityRef, NewRelation } from '../../store/graph-entry.js';
import { readDate } from './absolute-dates.js';
import type { DrawnItem } from './drawn.js';
import type { ReplyItem } from './reply.js';

/** Who and what an item names. A name that neither the item nor its sources hold was made up. */
export function graphOf(
  { text, entities, relations }: ReplyItem,
  sources: readonly string[],
  timezone: string,
): Pick<DrawnItem, 'entities' | 'relations'> {
  const said = fold([text, ...sources].join('\n'));
  const isSaid = (name: string) => said.includes(fold(name).trim());
  const named = new Map<string, EntityRef>();
  for (const { name, kind, aliases } of entities ?? []) {
    if (!isSaid(name)) continue;
    const others = (aliases ?? []).filter((alias) => isSaid(alias) && fold(alias) !== fold(name));
    named.set(fold(name), {
      name,
      kind: plainKind(kind),
      ...(others.length > 0 && { aliases: others }),
    });
  }
  const find = (name: string) => {
    const known = named.get(fold(name));
    if (known || !isSaid(name)) return known;
    const entity: EntityRef = { name, kind: null };
    named.set(fold(name), entity);
    return entity;
  };
  const kept = (relations ?? []).flatMap((relation): NewRelation[] => {
    const [from, to, kind] = [find(relation.from), find(relation.to), plainKind(relation.kind)];
    if (!from || !to || kind === null || from === to) return [];
    const validFrom = readDate(relation.valid_from, timezone) ?? null;
    const validTo = readDate(relation.valid_to, timezone) ?? null;
    const isOrdered = validFrom === null || validTo === null || validTo > validFrom;
    return [{ from, kind, to, validFrom, validTo: isOrdered ? validTo : null }];
  });
  return { entities: [...named.values()], relations: kept };
}

/** Lower case, words joined by `_`; null where no word is left. */
function plainKind(kind: string | null | undefined): string | null {
  const words = fold(kind ?? '').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : words.join('_').slice(0, 64);
}
