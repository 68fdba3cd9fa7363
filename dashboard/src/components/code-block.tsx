import { CopyButton } from './ui/copy-button';

/** Text to copy: commands, config, calls. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <figure className="relative rounded-md border border-line bg-sunken">
      <pre
        // What scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={label}
        role="region"
        className="max-h-80 overflow-auto p-3 pe-11 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {text}
      </pre>
      <span className="absolute end-1.5 top-1.5 rounded bg-sunken">
        <CopyButton text={text} />
      </span>
    </figure>
  );
}
