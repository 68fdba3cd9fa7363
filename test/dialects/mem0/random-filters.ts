/** A memory as mem0 shows it. */
export interface Plain {
  id: string;
  text: string;
  user_id: string | null;
  agent_id: string | null;
  app_id: string | null;
  run_id: string | null;
  created_at: number;
  metadata: Record<string, unknown>;
}

type Filter = Record<string, unknown>;

const names = ['user_id', 'agent_id', 'app_id', 'run_id'] as const;
const people = ['ada', 'bob', 'cleo'];
const words = ['Tea', 'harbour', 'CHESS', 'none'];
const moments = ['2024-01-01', '2024-05-03', '2024-05-03T12:00:00Z', '2025-01-01'];
const values = ['Porto', 'Lisbon', 3, 4.5, true, null];

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)] as Item;
  }

  /** Fields as a new memory takes them; at least a user, an agent or a run. */
  memory(): { ids: Record<string, string>; text: string; at: string; metadata: Filter } {
    const ids = Object.fromEntries(
      names.filter(() => this.next() < 0.6).map((name) => [name, this.pick(people)]),
    );
    const metadata = Object.fromEntries(
      ['Place', 'nights'].filter(() => this.next() < 0.7).map((key) => [key, this.pick(values)]),
    );
    const text = `${this.pick(words)} by the ${this.pick(words)}`;
    return { ids: { run_id: 'r', ...ids }, text, at: this.pick(moments), metadata };
  }

  filter(depth = 0): Filter {
    if (depth < 3 && this.next() < 0.5) {
      const parts = () =>
        Array.from({ length: 1 + Math.floor(this.next() * 3) }, () => this.filter(depth + 1));
      return this.pick<() => Filter>([
        () => ({ AND: parts() }),
        () => ({ OR: parts() }),
        () => ({ NOT: this.filter(depth + 1) }),
        () => ({ NOT: parts() }),
        () => ({ AND: parts(), OR: parts() }),
        () => ({ ...this.filter(3), ...this.filter(3) }),
      ])();
    }
    return this.pick<() => Filter>([
      () => ({ [this.pick(names)]: this.#nameTest() }),
      () => ({ [this.pick(names)]: this.#nameTest() }),
      () => ({ created_at: this.#timeTest() }),
      () => ({ metadata: { [this.pick(['Place', 'nights'])]: this.#valueTest() } }),
      () => ({ keywords: this.pick([{ icontains: this.#word() }, { contains: this.#word() }]) }),
      () => ({ text: this.#word() }),
    ])();
  }

  #word(): string {
    return this.pick(words).slice(0, 3);
  }

  #nameTest(): unknown {
    const one = () => this.pick([...people, 'nobody']);
    return this.pick<() => unknown>([
      one,
      () => '*',
      () => ({ eq: one() }),
      () => ({ ne: one() }),
      () => ({ in: [one(), one()] }),
      () => ({ nin: [one()] }),
      () => ({ ne: '*' }),
    ])();
  }

  #timeTest(): unknown {
    const one = () => this.pick(moments);
    return this.pick<() => unknown>([
      one,
      () => ({ gte: one() }),
      () => ({ gt: one(), lte: one() }),
      () => ({ lt: Date.parse(one()) / 1000 }),
      () => ({ ne: one() }),
      () => ({ in: [one(), one()] }),
    ])();
  }

  #valueTest(): unknown {
    const one = () => this.pick(values);
    return this.pick<() => unknown>([
      one,
      () => ({ eq: one() }),
      () => ({ ne: one() }),
      () => ({ in: [one(), one()] }),
      () => ({ gt: 3 }),
      () => ({ contains: 'ort' }),
      () => '*',
    ])();
  }
}

/** Whether a filter holds, by the meaning that docs/from-mem0.md gives it, written for itself. */
export function holds(filter: Filter, memory: Plain): boolean {
  return Object.entries(filter).every(([key, test]) => {
    const parts = (Array.isArray(test) ? test : [test]) as Filter[];
    if (key === 'AND') return parts.every((part) => holds(part, memory));
    if (key === 'OR') return parts.some((part) => holds(part, memory));
    if (key === 'NOT') return !parts.some((part) => holds(part, memory));
    if (key === 'metadata') return metadataHolds(test as Filter, memory);
    if (key === 'created_at') return timeHolds(test, memory.created_at);
    if (key === 'text' || key === 'keywords') return wordsHold(test, memory.text);
    return valueHolds(test, memory[key as (typeof names)[number]] ?? undefined);
  });
}

function metadataHolds(test: Filter, { metadata }: Plain): boolean {
  return Object.entries(test).every(([key, one]) => valueHolds(one, metadata[key]));
}

/** `undefined`: there is none. */
function valueHolds(test: unknown, value: unknown): boolean {
  if (typeof test !== 'object' || test === null) {
    return test === '*' ? value !== undefined : value === test;
  }
  return Object.entries(test).every(([operator, operand]) => {
    const list = operand as unknown[];
    switch (operator) {
      case 'eq':
        return valueHolds(operand, value);
      case 'ne':
        return !valueHolds(operand, value);
      case 'in':
        return list.some((one) => valueHolds(one, value));
      case 'nin':
        return !list.some((one) => valueHolds(one, value));
      case 'gt':
        return typeof value === 'number' && value > (operand as number);
      default:
        return typeof value === 'string' && value.includes(operand as string);
    }
  });
}

function timeHolds(test: unknown, at: number): boolean {
  if (typeof test === 'string') {
    const start = Date.parse(test);
    return test.length === 10 ? at >= start && at < start + 86_400_000 : at === start;
  }
  return Object.entries(test as Filter).every(([operator, operand]) => {
    const moment = typeof operand === 'number' ? operand * 1000 : Date.parse(operand as string);
    switch (operator) {
      case 'ne':
        return !timeHolds(operand, at);
      case 'in':
        return (operand as string[]).some((one) => timeHolds(one, at));
      case 'gt':
        return at > moment;
      case 'gte':
        return at >= moment;
      case 'lt':
        return at < moment;
      default:
        return at <= moment;
    }
  });
}

function wordsHold(test: unknown, text: string): boolean {
  if (typeof test === 'string') return text.toLowerCase().includes(test.toLowerCase());
  const { contains, icontains } = test as { contains?: string; icontains?: string };
  return contains === undefined ? wordsHold(icontains, text) : text.includes(contains);
}

/** The same with names of fields in camel case; keys of metadata stay. */
export function inCamelCase(filter: Filter): Filter {
  return Object.fromEntries(
    Object.entries(filter).map(([key, test]) => {
      if (/^(?:AND|OR|NOT)$/.test(key)) {
        const parts = test as Filter | Filter[];
        return [key, Array.isArray(parts) ? parts.map(inCamelCase) : inCamelCase(parts)];
      }
      return [key.replaceAll(/_[a-z]/g, (part) => part.slice(1).toUpperCase()), test];
    }),
  );
}
