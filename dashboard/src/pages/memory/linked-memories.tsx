import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinks } from '@/api/graph';
import { Panel } from '@/components/panel';

/** Told beside the validity already. */
const toldElsewhere = ['supersedes', 'merged_into'];

/** What it causes, contradicts, sums up … */
export function LinkedMemories({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useLinks(id);
  const links = data?.filter(({ kind }) => !toldElsewhere.includes(kind)) ?? [];
  if (links.length === 0) return null;
  return (
    <Panel title={t('memory:links.title')}>
      <ul className="pb-2">
        {links.map(({ kind, direction, memory }) => (
          <li key={`${kind}/${direction}/${memory.id}`}>
            <Link
              to="/memories/$id"
              params={{ id: memory.id }}
              className="block px-4 py-1.5 text-sm -outline-offset-2 hover:bg-sunken/60"
            >
              <span className="block text-xs text-ink-faint">
                {t(`memory:links.${direction}.${kind}`, { defaultValue: kind })}
              </span>
              <span className="line-clamp-2">{memory.text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
