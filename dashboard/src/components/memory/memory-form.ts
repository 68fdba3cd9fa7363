import type { AddRequest, Memory, UpdateRequest } from 'tulving/client';

/** The form for a memory as its fields hold it: text only. */
export interface MemoryDraft {
  text: string;
  kind: Memory['kind'];
  user: string;
  categories: string;
  tags: string;
  occurred: string;
  validFrom: string;
  validTo: string;
  metadata: string;
}

export const kinds = ['statement', 'fact', 'preference', 'procedure', 'summary'] as const;

export const emptyDraft: MemoryDraft = {
  text: '',
  kind: 'statement',
  user: '',
  categories: '',
  tags: '',
  occurred: '',
  validFrom: '',
  validTo: '',
  metadata: '',
};

export function draftOf(memory: Memory): MemoryDraft {
  const { metadata } = memory;
  return {
    text: memory.text,
    kind: memory.kind,
    user: memory.user_id ?? '',
    categories: memory.categories.join(', '),
    tags: memory.tags.join(', '),
    occurred: localMinute(memory.occurred_at),
    validFrom: localMinute(memory.valid_from),
    validTo: localMinute(memory.valid_to),
    metadata: Object.keys(metadata).length === 0 ? '' : JSON.stringify(metadata, null, 2),
  };
}

export function addRequestOf(draft: MemoryDraft): AddRequest {
  const { text, kind, user, occurred, validFrom, validTo, metadata } = draft;
  const categories = labelsOf(draft.categories);
  const tags = labelsOf(draft.tags);
  return {
    text,
    ...(kind !== 'statement' && { kind }),
    ...(user.trim() !== '' && { user_id: user.trim() }),
    ...(categories.length > 0 && { categories }),
    ...(tags.length > 0 && { tags }),
    ...(occurred !== '' && { occurred_at: instantOf(occurred) }),
    ...(validFrom !== '' && { valid_from: instantOf(validFrom) }),
    ...(validTo !== '' && { valid_to: instantOf(validTo) }),
    ...(metadata.trim() !== '' && { metadata: metadataOf(metadata) }),
  };
}

/** Only what differs, so that a change by somebody else of another field stays. */
export function changesOf(before: MemoryDraft, after: MemoryDraft): UpdateRequest {
  const changed = (field: keyof MemoryDraft) => before[field] !== after[field];
  return {
    ...(changed('text') && { text: after.text }),
    ...(changed('categories') && { categories: labelsOf(after.categories) }),
    ...(changed('tags') && { tags: labelsOf(after.tags) }),
    ...(changed('occurred') && after.occurred !== '' && { occurred_at: instantOf(after.occurred) }),
    ...(changed('validFrom') && { valid_from: instantOrNull(after.validFrom) }),
    ...(changed('validTo') && { valid_to: instantOrNull(after.validTo) }),
    ...(changed('metadata') && { metadata: metadataOf(after.metadata) }),
  };
}

/** What an update replaced, as the update that brings it back. */
export function undoOfUpdate(memory: Memory, request: UpdateRequest): UpdateRequest {
  return Object.fromEntries(
    Object.keys(request)
      .filter((field) => field !== 'if_version')
      .map((field) => [field, memory[field as keyof Memory]]),
  );
}

/** @throws SyntaxError when it is no JSON */
export function metadataOf(text: string): Record<string, unknown> {
  const value: unknown = text.trim() === '' ? {} : JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('metadata must be a JSON object');
  }
  return value as Record<string, unknown>;
}

/** Also with the commas of Chinese. */
function labelsOf(text: string): string[] {
  const labels = text.split(/[,，、]/).map((label) => label.trim());
  return [...new Set(labels.filter((label) => label !== ''))];
}

/** The value of a datetime-local input. */
function localMinute(at: string | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function instantOf(local: string): string {
  return new Date(local).toISOString();
}

function instantOrNull(local: string): string | null {
  return local === '' ? null : instantOf(local);
}
