import { classNames } from './ui/class-names';

interface ChoicePillsProps<Choice extends string> {
  /** What is chosen among, for screen readers. */
  label: string;
  choices: readonly { value: Choice | undefined; label: string }[];
  value: Choice | undefined;
  onChange: (value: Choice | undefined) => void;
}

/** One of a few, such as the kinds of a list. */
export function ChoicePills<Choice extends string>(props: ChoicePillsProps<Choice>) {
  const { label, choices, value, onChange } = props;
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {choices.map((choice) => (
        <button
          key={choice.value ?? 'all'}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
          className={classNames(
            'h-7 rounded-full border px-3 text-sm font-medium',
            choice.value === value
              ? 'border-accent bg-accent-soft text-accent'
              : 'border-line text-ink-soft hover:text-ink',
          )}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
