import { Link } from '@tanstack/react-router';
import { ArrowRight, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GraphEdge, GraphNode, GraphResult } from 'tulving/client';
import { Panel } from '@/components/panel';
import { dayOf } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { keyOfEdge, keyOfNode } from './cut';
import { useRelationName } from './relation-name';

/** Past so many, a list is no help either. */
const most = 200;

interface RelationListProps {
  graph: GraphResult;
  selected: string | undefined;
  onSelect: (key: string | undefined) => void;
  onEntity: (name: string) => void;
}

/** The graph in words: each relation and each name opens to the memories that say so. */
export function RelationList({ graph, selected, onSelect, onEntity }: RelationListProps) {
  const { t } = useTranslation();
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const row = (key: string) => ({
    isOpen: key === selected,
    onToggle: () => onSelect(key === selected ? undefined : key),
  });
  return (
    <>
      <Panel title={t('graph:relations', { count: graph.edges.length })}>
        {graph.edges.length === 0 && (
          <p className="px-4 pb-4 text-sm text-ink-soft">{t('graph:no_relations')}</p>
        )}
        <ul className="divide-y divide-line">
          {graph.edges.slice(0, most).map((edge) => {
            const key = keyOfEdge(edge);
            return (
              <Row key={key} {...row(key)} memories={edge.memories} title={relationOf(edge)} />
            );
          })}
        </ul>
        {graph.edges.length > most && (
          <p className="px-4 py-2 text-xs text-ink-faint">
            {t('graph:not_listed', { count: graph.edges.length - most })}
          </p>
        )}
      </Panel>
      <Panel title={t('graph:entities', { count: graph.nodes.length })}>
        <ul className="divide-y divide-line">
          {graph.nodes.slice(0, most).map((node) => (
            <Row
              key={node.id}
              {...row(keyOfNode(node.id))}
              memories={node.memories}
              title={<Entity node={node} />}
            >
              {node.hops > 0 && (
                <Button size="small" onClick={() => onEntity(node.name)}>
                  {t('graph:go_on', { name: node.name })}
                </Button>
              )}
            </Row>
          ))}
        </ul>
      </Panel>
    </>
  );

  function relationOf(edge: GraphEdge) {
    const [from = '', to = ''] = [names.get(edge.from), names.get(edge.to)];
    return <Relation edge={edge} from={from} to={to} />;
  }
}

function Relation({ edge, from, to }: { edge: GraphEdge; from: string; to: string }) {
  const { t, i18n } = useTranslation();
  const nameOf = useRelationName();
  const day = (at: string) => dayOf(at, i18n.language);
  const { valid_from: since, valid_to: until } = edge;
  return (
    <>
      <span className="block [overflow-wrap:anywhere]">
        <span className="font-medium">{from}</span>{' '}
        <span className="text-ink-soft">{nameOf(edge.kind)}</span>{' '}
        <ArrowRight aria-hidden className="inline size-3.5 text-ink-faint" />{' '}
        <span className="font-medium">{to}</span>
      </span>
      {(since !== null || until !== null) && (
        <span className="block text-xs text-ink-faint">
          {since !== null && t('graph:since', { at: day(since) })}{' '}
          {until !== null && t('graph:until', { at: day(until) })}
        </span>
      )}
    </>
  );
}

function Entity({ node: { name, kind, aliases, mentions } }: { node: GraphNode }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">{name}</span>
        {kind !== null && <Badge tone="outline">{kind}</Badge>}
        <span className="text-xs text-ink-faint">{t('graph:mentions', { count: mentions })}</span>
      </span>
      {aliases.length > 0 && (
        <span className="block text-xs text-ink-faint">
          {t('graph:aliases', { names: aliases.join(', ') })}
        </span>
      )}
    </>
  );
}

interface RowProps {
  title: ReactNode;
  isOpen: boolean;
  onToggle: () => void;
  memories: GraphEdge['memories'];
  children?: ReactNode;
}

function Row({ title, isOpen, onToggle, memories, children }: RowProps) {
  const { t } = useTranslation();
  const id = useId();
  const item = useRef<HTMLLIElement>(null);
  // Whoever chose it in the picture looks for it here.
  useEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <li ref={item}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
        className="flex w-full min-w-0 items-start gap-2 px-3 py-2 text-start text-sm -outline-offset-2 hover:bg-sunken/60"
      >
        <ChevronRight
          aria-hidden
          className={classNames('mt-0.5 size-4 shrink-0 text-ink-faint', isOpen && 'rotate-90')}
        />
        <span className="min-w-0 flex-1">{title}</span>
      </button>
      <div id={id}>
        {isOpen && (
          <div className="grid justify-items-start gap-2 ps-9 pe-3 pb-3">
            <ul aria-label={t('graph:said_by')} className="grid gap-1">
              {memories.map((memory) => (
                <li key={memory.id} className="text-sm">
                  <Link
                    to="/memories/$id"
                    params={{ id: memory.id }}
                    className="text-accent [overflow-wrap:anywhere] hover:underline"
                  >
                    {memory.text}
                  </Link>
                </li>
              ))}
            </ul>
            {children}
          </div>
        )}
      </div>
    </li>
  );
}
