/** In place of a picture: the first letter of a name, which stands beside it. */
export function Initial({ name }: { name: string }) {
  const [first = '?'] = name.replace(/^\W+/u, '');
  return (
    <span
      aria-hidden
      className="flex size-9 shrink-0 items-center justify-center rounded-md bg-accent-soft text-base font-semibold text-accent uppercase"
    >
      {first}
    </span>
  );
}
