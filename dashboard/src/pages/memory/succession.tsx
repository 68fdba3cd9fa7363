import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { useMemory } from '@/api/memories';

/** What came before it, after it, or took it over. */
export function Succession({ memory }: { memory: Memory }) {
  const links = [
    ...memory.supersedes.map((id) => ({ name: 'supersedes', id })),
    ...(memory.superseded_by ? [{ name: 'superseded_by', id: memory.superseded_by }] : []),
    ...(memory.merged_into ? [{ name: 'merged_into', id: memory.merged_into }] : []),
  ];
  if (links.length === 0) return null;
  return (
    <ul className="grid gap-1 border-t border-line px-4 py-3 text-sm">
      {links.map(({ name, id }) => (
        <SuccessionLink key={id} name={name} id={id} />
      ))}
    </ul>
  );
}

function SuccessionLink({ name, id }: { name: string; id: string }) {
  const { t } = useTranslation();
  const { data } = useMemory(id);
  return (
    <li className="flex min-w-0 gap-2">
      <span className="shrink-0 text-ink-faint">{t(`memory:succession.${name}`)}</span>
      <Link
        to="/memories/$id"
        params={{ id }}
        className="truncate font-medium text-accent hover:underline"
      >
        {data?.text ?? id}
      </Link>
    </li>
  );
}
