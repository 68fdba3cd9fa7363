import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { type FilterChange, isRanked, type PageSize, pageSizes } from './search-params';

interface PagerProps extends FilterChange {
  total: number | undefined;
}

/** One list that goes on as it is scrolled, or pages of a size; on the left of it where one is. */
export function Pager({ search, total, onChange }: PagerProps) {
  const { t, i18n } = useTranslation();
  if (isRanked(search) || total === undefined || total === 0) return null;
  const { size, page = 1 } = search;
  const number = (value: number) => value.toLocaleString(i18n.language);
  const last = size === undefined ? 1 : Math.max(1, Math.ceil(total / size));
  const go = (to: number) => onChange({ page: to === 1 ? undefined : to });
  return (
    <footer className="flex h-10 shrink-0 items-center gap-2 border-t border-line px-4 text-xs text-ink-soft md:px-6">
      <label className="flex items-center gap-2">
        <span className="max-sm:sr-only">{t('memories:page.size')}</span>
        <Select
          className="h-7 text-xs"
          value={size ?? ''}
          onChange={({ target }) =>
            onChange({
              size: target.value === '' ? undefined : (Number(target.value) as PageSize),
              page: undefined,
            })
          }
        >
          <option value="">{t('memories:page.all')}</option>
          {pageSizes.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      </label>
      <span className="flex-1" />
      {size !== undefined && (
        <>
          <span className="tabular-nums" aria-live="polite">
            {t('memories:page.of', {
              from: number(Math.min((page - 1) * size + 1, total)),
              to: number(Math.min(page * size, total)),
              total: number(total),
            })}
          </span>
          <IconButton
            label={t('memories:page.before')}
            size="small-icon"
            disabled={page <= 1}
            onClick={() => go(page - 1)}
          >
            <ChevronLeft />
          </IconButton>
          <IconButton
            label={t('memories:page.after')}
            size="small-icon"
            disabled={page >= last}
            onClick={() => go(page + 1)}
          >
            <ChevronRight />
          </IconButton>
        </>
      )}
    </footer>
  );
}
