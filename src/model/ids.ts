import { v7, validate } from 'uuid';

/** Makes ids: UUIDv7 (RFC 9562), so that they sort by the time they were made. */
export type NewId = () => string;

export const newId: NewId = () => v7();

export function isId(value: string): boolean {
  return validate(value);
}
