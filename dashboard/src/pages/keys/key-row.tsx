import { RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Key } from 'tulving/client';
import { lifeOf } from '@/api/keys';
import { TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';

interface KeyRowProps {
  shown: Key;
  own: string | undefined;
  onRevoke: (key: Key) => void;
  onRotate: (key: Key) => void;
}

export function KeyRow({ shown, own, onRevoke, onRotate }: KeyRowProps) {
  const { t } = useTranslation();
  const life = lifeOf(shown);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <div className="flex flex-wrap items-center gap-1.5">
          <h2 className="min-w-0 truncate text-sm font-semibold">{shown.name}</h2>
          {shown.id === own && <Badge tone="accent">{t('keys:own')}</Badge>}
          {life !== 'good' && <Badge tone="bad">{t(`keys:life.${life}`)}</Badge>}
          <Badge>{t(`keys:may.${mostOf(shown)}`)}</Badge>
        </div>
        <Fixed shown={shown} />
        <p className="text-xs text-ink-faint">
          <code>tlv_{shown.id}_…</code> · {t('keys:made')} <TimeAgo at={shown.created_at} /> ·{' '}
          <Use shown={shown} /> · <End shown={shown} />
        </p>
      </div>
      {life === 'good' && (
        <div className="flex items-center gap-1">
          <IconButton
            label={t('keys:rotate.of', { name: shown.name })}
            onClick={() => onRotate(shown)}
          >
            <RotateCw />
          </IconButton>
          <Button
            look="danger"
            aria-label={t('keys:revoke.of', { name: shown.name })}
            onClick={() => onRevoke(shown)}
          >
            <Trash2 />
            {t('keys:revoke.short')}
          </Button>
        </div>
      )}
    </li>
  );
}

const ranks = ['admin', 'write', 'read'] as const;

/** A scope implies those after it. */
function mostOf({ scopes }: Key) {
  return ranks.find((scope) => scopes.includes(scope)) ?? 'read';
}

const fixedFields = ['user_id', 'agent_id', 'app_id', 'principal'] as const;

function Fixed({ shown }: { shown: Key }) {
  const { t } = useTranslation();
  const fixed = fixedFields.flatMap((name) => {
    const value = shown[name];
    return value === null ? [] : [[name, value] as const];
  });
  const cubes = shown.cubes === null ? [] : [['cubes', shown.cubes.join(', ')] as const];
  const all = [...fixed, ...cubes];
  if (all.length === 0) return <p className="text-xs text-ink-soft">{t('keys:reaches_all')}</p>;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {all.map(([name, value]) => (
        <li key={name} className="min-w-0">
          <Badge tone="outline">
            {t(`keys:fixed.${name}`)}: <span className="truncate text-ink">{value}</span>
          </Badge>
        </li>
      ))}
    </ul>
  );
}

function Use({ shown: { last_used_at: at } }: { shown: Key }) {
  const { t } = useTranslation();
  if (at === null) return t('keys:never_used');
  return (
    <>
      {t('keys:used')} <TimeAgo at={at} />
    </>
  );
}

function End({ shown: { revoked_at, expires_at } }: { shown: Key }) {
  const { t } = useTranslation();
  if (revoked_at !== null) {
    return (
      <>
        {t('keys:life.revoked')} <TimeAgo at={revoked_at} />
      </>
    );
  }
  if (expires_at === null) return t('keys:never_ends');
  return (
    <>
      {t('keys:ends')} <TimeAgo at={expires_at} />
    </>
  );
}
