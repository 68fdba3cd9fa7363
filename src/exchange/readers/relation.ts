import { derivedId } from '../derived-id.js';
import type { Found } from '../records.js';
import type { ReadContext } from '../source.js';
import { statementOf } from './statement.js';

export interface ForeignRelation {
  from: string;
  kind: string;
  to: string;
}

/** A relation rests on a memory here: one that says it in words. */
export function relationStatement(
  system: string,
  { from, kind, to }: ForeignRelation,
  context: ReadContext,
  place: string,
): Found[] {
  const id = derivedId(system, 'relation', from, kind, to, context.user);
  const at = new Date(context.at).toISOString();
  const text = `${from} ${kind.replaceAll('_', ' ')} ${to}`;
  const refs = { from: { name: from, kind: null }, to: { name: to, kind: null } };
  return [
    ...statementOf({ id, text, at, user: context.user, metadata: { relation: kind } }, place),
    {
      place,
      record: {
        type: 'graph',
        memory_id: id,
        mentions: [refs.from, refs.to],
        relations: [{ ...refs, kind: relationKind(kind) }],
      },
    },
  ];
}

/** Lower case, words joined by `_`. */
export function relationKind(kind: string): string {
  const words = kind.trim().toLowerCase().replaceAll(/\s+/g, '_').slice(0, 256).toWellFormed();
  return words === '' ? 'related' : words;
}
