import { fold } from '../language/terms/fold.js';

/** An entity and the names that it goes by, the first of them first. */
interface Named {
  name: string;
  aliases: readonly string[];
}

/** Any other kind is a word of whoever told it. */
const COMMON: ReadonlySet<string> = new Set(['person', 'place', 'organisation', 'thing', 'event']);

/**
 * An entity under the names alone that these texts hold: what it is called elsewhere may be known to
 * others only. Undefined where they hold none.
 */
export function namedIn<Each extends Named & { kind: string | null }>(
  entity: Each,
  texts: readonly string[],
): Each | undefined {
  const folded = texts.map(fold);
  const held = [entity.name, ...entity.aliases].filter((name) => {
    const wanted = fold(name);
    return folded.some((text) => text.includes(wanted));
  });
  const [name, ...aliases] = held;
  const kind = COMMON.has(entity.kind ?? '') ? entity.kind : null;
  return name === undefined ? undefined : { ...entity, name, aliases, kind };
}

export function bears({ name, aliases }: Named, asked: string): boolean {
  const wanted = fold(asked);
  return [name, ...aliases].some((one) => fold(one) === wanted);
}
