import { type ClassValue, clsx } from 'clsx';

export type { ClassValue } from 'clsx';

export const classNames = (...values: ClassValue[]) => clsx(values);
