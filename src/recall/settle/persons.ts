import { asksOfSelf, begunWith } from '../../language/kin/subjects.js';
import { fold } from '../../language/terms/fold.js';
import type { Ranked } from '../score/fuse.js';

/** Whether a note is about somebody else than another one, of whom the query does not ask. */
export type IsOfAnother = (one: Ranked, than: Ranked) => boolean;

/**
 * What changed for Mila does not change what was told of oneself: "Mila is now allergic to bees" is no newer answer than
 * "I'm allergic to kiwi" to what one is allergic to. Who asks for a thing of nobody's is told by anybody: "Dad put the
 * aquarium on the balcony".
 *
 * @param query whoever it names is asked about
 * @param user the id of the one whose memories they are, who may be called by it
 */
export function othersBy(
  { query, user }: { query: string; user: string | undefined },
  textOf: (memory: number) => string | undefined,
): IsOfAnother {
  if (!asksOfSelf(query)) return () => false;
  const question = fold(query);
  const persons = new Map<number, string | undefined>();
  const personOf = ({ memory }: Ranked) => {
    if (!persons.has(memory)) persons.set(memory, personIn(textOf(memory)));
    return persons.get(memory);
  };
  const isAsked = (person: string) =>
    question.includes(person) || (user !== undefined && fold(user) === person);
  return (one, than) => {
    const person = personOf(one);
    return person !== undefined && person !== personOf(than) && !isAsked(person);
  };
}

function personIn(text: string | undefined): string | undefined {
  const person = text === undefined ? undefined : begunWith(text);
  return person === undefined ? undefined : fold(person);
}
