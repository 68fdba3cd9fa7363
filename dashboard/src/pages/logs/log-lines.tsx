import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from 'tulving/client';
import { classNames } from '@/components/ui/class-names';
import { fieldsOf } from './matching';

/** In px: so near to the end counts as looking at it. */
const near = 40;

/** Only the lines in sight are in the page. Whoever looks at the end sees what comes. */
export function LogLines({ lines }: { lines: readonly LogLine[] }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 24,
    getItemKey: (index) => lines[index]?.seq ?? index,
    overscan: 20,
  });
  useEffect(() => {
    if (isAtEnd.current && lines.length > 0)
      virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [lines, virtual]);
  return (
    <div
      ref={scroller}
      role="log"
      // New lines come all the time; a reader would never stop.
      aria-live="off"
      aria-label={t('nav.logs')}
      // What scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < near;
      }}
      className="panel min-h-0 flex-1 overflow-auto py-1 font-mono text-xs leading-5"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index];
          return (
            line && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className="absolute inset-x-0 flex flex-wrap gap-x-3 px-3 py-0.5 hover:bg-sunken/60"
                style={{ top: start }}
              >
                <Line line={line} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

const tones: Readonly<Record<LogLine['level'], string>> = {
  error: 'text-bad font-semibold',
  info: 'text-accent',
  debug: 'text-ink-faint',
};

function Line({ line: { time, level, event, fields } }: { line: LogLine }) {
  const { i18n } = useTranslation();
  const at = new Date(time);
  return (
    <>
      <time dateTime={time} title={time} className="text-ink-faint tabular-nums">
        {at.toLocaleTimeString(i18n.language, { hour12: false })}
      </time>
      <span className={classNames('w-10', tones[level])}>{level}</span>
      <span className="font-semibold">{event}</span>
      <span className="min-w-0 flex-1 basis-48 text-ink-soft [overflow-wrap:anywhere]">
        {fieldsOf(fields)}
      </span>
    </>
  );
}
