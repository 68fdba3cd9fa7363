/** A data set in plain words; what `runEvaluation` measures with. */
export interface Conversation {
  /** Whose memory it becomes. Unique in the set. */
  id: string;
  sessions: Session[];
  /** What stands alone: facts, preferences. */
  notes?: Note[];
  questions: Question[];
}

export interface Session {
  id: string;
  turns: Turn[];
}

export interface Note {
  /** Unique in its conversation. */
  id: string;
  text: string;
  /** RFC 3339. Left out where the set has no dates. */
  occurredAt?: string;
}

/** Said by a named person, or by the user or the assistant. */
export type Turn = Note & ({ speaker: string } | { role: 'user' | 'assistant' });

export interface Question {
  /** Unique in the set. */
  id: string;
  text: string;
  category: string;
  /** RFC 3339. Left out where the set has no dates of questions. */
  askedAt?: string;
  /** Ids of the turns or notes that hold the answer. Empty where only its sessions are known. */
  gold: string[];
  /** Ids of the sessions that hold it. Default: those of the turns. */
  goldSessions?: string[];
  /** Of the gold, what holds now, where others held before. */
  newest?: string[];
  /** What a good answer says, for the part with a model. */
  expected?: Expected;
  /** Whether it can be judged without gold: by all that is found at once, or by whether anything is. */
  judgedWhole?: boolean;
}

/** By what an answer is judged. */
export type Expected =
  /** It says what the text says. */
  | { by: 'reference'; text: string }
  /** It suits what is known of the user. `why` tells what that means here. */
  | { by: 'preference'; text: string; why?: string }
  /** It says that this is not known: nothing in the history tells it. */
  | { by: 'silence' }
  /** It picks this letter of the options, which are shown as they are. */
  | { by: 'choice'; letter: string; options: string };

/** Whether what is found for it can be judged. */
export function hasGold({ gold, goldSessions = [], judgedWhole = false }: Question): boolean {
  return judgedWhole || gold.length > 0 || goldSessions.length > 0;
}

/** Turns of a session have no times of their own; this keeps them in order. */
const SECONDS_BETWEEN_TURNS = 5;

/** When the turn stands at `index`, of a session that began at `start`. */
export function timeOfTurn(start: Date, index: number): string {
  return new Date(start.getTime() + index * SECONDS_BETWEEN_TURNS * 1000).toISOString();
}

/** White space alone is no text to keep. */
export function saysSomething({ text }: Note): boolean {
  return text.trim() !== '';
}

/** Of items with the same key the first. */
export function oncePer<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const known = seen.has(keyOf(item));
    seen.add(keyOf(item));
    return !known;
  });
}
