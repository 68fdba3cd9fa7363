import { isDay } from '../../components/days';

export interface GraphSearch {
  /** Letters that a name holds. */
  text?: string;
  /** What stands in the middle. */
  entity?: string;
  hops?: 1 | 2;
  /** A day, as `2026-03-04`: what held then. */
  at?: string;
}

/** What the address of the page holds. */
export function readGraphSearch({ text, entity, hops, at }: Record<string, unknown>): GraphSearch {
  return {
    ...(typeof text === 'string' && text !== '' && { text }),
    ...(typeof entity === 'string' && entity !== '' && { entity }),
    ...(Number(hops) === 2 && { hops: 2 }),
    ...(isDay(at) && { at }),
  };
}
