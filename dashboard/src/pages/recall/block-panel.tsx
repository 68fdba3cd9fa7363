import { useTranslation } from 'react-i18next';
import type { ContextResult } from 'tulving/client';
import { CodeBlock } from '@/components/code-block';
import { Panel } from '@/components/panel';

/** What a block may take where nobody says how much. */
const usualBudget = 1_000;

interface BlockPanelProps {
  block: ContextResult;
  budget: number | undefined;
  /** Of two: A or B. */
  side: string | undefined;
}

/** The text that goes into the prompt, letter by letter. */
export function BlockPanel({ block, budget = usualBudget, side }: BlockPanelProps) {
  const { t, i18n } = useTranslation();
  const { text, tokens, sources } = block;
  const named = (name: string) => (side === undefined ? name : `${side} · ${name}`);
  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <Panel
      title={named(t('recall:block.title'))}
      aside={
        <span className="text-xs text-ink-faint tabular-nums">
          {t('recall:block.count', { count: Object.keys(sources).length })}
          {' · '}
          {t('recall:block.tokens', { tokens: number(tokens), budget: number(budget) })}
        </span>
      }
    >
      <div className="grid gap-3 px-4 pb-4">
        <span aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
          <span
            className="block h-full bg-accent"
            style={{ width: `${Math.min(1, tokens / budget) * 100}%` }}
          />
        </span>
        {text === '' ? (
          <p className="text-sm text-ink-soft">{t('recall:block.empty')}</p>
        ) : (
          <CodeBlock text={text} label={named(t('recall:block.text'))} />
        )}
      </div>
    </Panel>
  );
}
