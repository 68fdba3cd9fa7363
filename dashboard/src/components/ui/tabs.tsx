import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface Tab {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  value?: string;
  onChange?: (id: string) => void;
  /** `pills` fall into several rows where there are many. */
  look?: 'line' | 'pills';
  /** After the tabs. */
  aside?: ReactNode;
}

const looks = {
  line: {
    list: 'flex gap-1 overflow-x-auto border-b border-line px-1',
    tab: '-mb-px h-9 shrink-0 border-b-2 border-transparent px-2.5 data-[state=active]:border-accent data-[state=active]:text-ink',
  },
  pills: {
    list: 'flex flex-wrap gap-1.5 px-4',
    tab: 'h-7 rounded-full border border-line px-3 data-[state=active]:border-accent data-[state=active]:bg-accent-soft data-[state=active]:text-accent',
  },
};

export function Tabs({ label, tabs, value, onChange, look = 'line', aside }: TabsProps) {
  const controlled = value === undefined ? { defaultValue: tabs[0]?.id ?? '' } : { value };
  return (
    <Radix.Root {...controlled} {...(onChange && { onValueChange: onChange })} className="min-w-0">
      <div className={looks[look].list}>
        <Radix.List aria-label={label} className="contents">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.id}
              value={tab.id}
              className={classNames(
                'text-sm font-medium text-ink-soft hover:text-ink focus-visible:-outline-offset-2',
                looks[look].tab,
              )}
            >
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="min-w-0">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
