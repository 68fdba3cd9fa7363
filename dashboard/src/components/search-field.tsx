import { Search } from 'lucide-react';
import { useRef } from 'react';
import { useShortcuts } from './shell/shortcuts';
import { Input } from './ui/field';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Narrows a list while somebody types; `/` leads to it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts('keys.list', [
    { keys: '/', label: 'keys.search', run: () => input.current?.focus() },
  ]);
  return (
    <div className="relative min-w-44 flex-1 md:max-w-xs">
      <Search aria-hidden className="absolute start-2.5 top-2 size-4 text-ink-faint" />
      <Input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
        className="ps-8"
      />
    </div>
  );
}
