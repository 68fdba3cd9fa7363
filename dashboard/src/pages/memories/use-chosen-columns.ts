import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { chosenColumns, type ColumnName } from './column-names';

/** Columns beside the text, as the address names them. */
export function useChosenColumns(): readonly ColumnName[] {
  const { cols } = useSearch({ from: '/shell/memories' });
  return useMemo(() => chosenColumns(cols), [cols]);
}
