/** How far something is. Without a total it only tells that it goes on. */
export function BusyBar({
  label,
  done,
  total,
}: {
  label: string;
  done?: number;
  total?: number | undefined;
}) {
  const known = total !== undefined && total > 0 && done !== undefined;
  return (
    <div className="grid gap-1.5 text-sm">
      <span className="flex justify-between gap-3">
        <span>{label}</span>
        {known && <span className="tabular-nums">{Math.floor((done / total) * 100)} %</span>}
      </span>
      <progress
        aria-label={label}
        {...(known && { max: total, value: Math.min(done, total) })}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&:indeterminate]:animate-pulse [&:indeterminate]:bg-accent"
      />
    </div>
  );
}
