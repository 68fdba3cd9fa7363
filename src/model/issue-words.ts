import type { z } from 'zod';

/**
 * What is wrong with a value, said as people say it; Zod's own words where there are no better ones.
 * What a schema says itself comes before this.
 */
export function tellIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'too_big') {
    return issue.input === undefined ? undefined : `must ${bound(issue, 'most', issue.maximum)}`;
  }
  if (issue.code === 'too_small') {
    return issue.input === undefined ? undefined : `must ${bound(issue, 'least', issue.minimum)}`;
  }
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value') {
    if (issue.input === undefined) return 'is missing';
  }
  if (issue.code === 'invalid_type') return types[issue.expected];
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return undefined;
}

const types: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
};

const units: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

function bound(
  { origin, inclusive }: { origin: string; inclusive?: boolean | undefined },
  side: 'least' | 'most',
  limit: number | bigint,
): string {
  const unit = units[origin];
  if (unit) return `have at ${side} ${limit} ${unit[Number(limit) === 1 ? 0 : 1]}`;
  if (inclusive === false) return `be ${side === 'most' ? 'below' : 'above'} ${limit}`;
  return `be at ${side} ${limit}`;
}
