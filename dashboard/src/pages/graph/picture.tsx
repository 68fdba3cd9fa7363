import { MultiDirectedGraph } from 'graphology';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import Sigma from 'sigma';
import type { GraphResult } from 'tulving/client';
import { useTheme } from '@/components/shell/theme';
import { type Cluster, keyOfCluster, keyOfEdge, keyOfNode } from './cut';
import { type Colours, coloursOf } from './colours';
import { placesOf } from './places';
import { useRelationName } from './relation-name';

interface PictureProps {
  graph: Pick<GraphResult, 'nodes' | 'edges'>;
  /** What is not drawn, by the node that it hangs on. */
  clusters: readonly Cluster[];
  selected: string | undefined;
  onSelect: (key: string | undefined) => void;
  /** A walk goes on from that name. */
  onCluster: (name: string) => void;
}

/** For eyes and mice; the list beside it says the same. */
export function Picture({ graph, clusters, selected, onSelect, onCluster }: PictureProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const drawn = useRef<Sigma>(undefined);
  const [isMissing] = useState(() => !hasWebGl());
  const nameOf = useRelationName();
  const latest = useRef(onCluster);
  useEffect(() => {
    latest.current = onCluster;
  });
  // Its colours are read once, and so anew with another theme.
  const theme = useTheme();
  useEffect(() => {
    const box = element.current;
    if (box === null || isMissing) return undefined;
    const colours = coloursOf(box);
    const model = modelOf(graph, nameOf, colours);
    addClusters(model, clusters, colours);
    const sigma = new Sigma(model, box, settingsOf(box, colours));
    const names = new Map(clusters.map(({ node, name }) => [keyOfCluster(node), name]));
    sigma.on('clickNode', ({ node }) => {
      const name = names.get(node);
      if (name === undefined) onSelect(node);
      else latest.current(name);
    });
    sigma.on('clickEdge', ({ edge }) => onSelect(edge));
    sigma.on('clickStage', () => onSelect(undefined));
    drawn.current = sigma;
    return () => sigma.kill();
  }, [graph, clusters, nameOf, onSelect, isMissing, theme]);
  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const { accent } = coloursOf(box);
    const mark = (key: string, look: object) =>
      key === selected ? { ...look, color: accent, highlighted: true, zIndex: 1 } : look;
    drawn.current?.setSetting('nodeReducer', mark);
    drawn.current?.setSetting('edgeReducer', mark);
  }, [graph, selected, theme]);
  if (isMissing) return <p className="text-sm text-ink-soft">{t('graph:no_picture')}</p>;
  return (
    <div
      ref={element}
      aria-hidden
      data-picture
      className="panel relative h-[28rem] w-full overflow-hidden"
    />
  );
}

function hasWebGl(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

function modelOf(
  { nodes, edges }: PictureProps['graph'],
  nameOf: (kind: string) => string,
  colours: Colours,
): MultiDirectedGraph {
  const model = new MultiDirectedGraph();
  const places = placesOf({ nodes, edges });
  for (const { id, name, hops, mentions } of nodes) {
    model.addNode(keyOfNode(id), {
      ...places.get(id),
      label: name,
      size: 5 + Math.min(9, Math.sqrt(mentions) * 2),
      color: hops === 0 ? colours.accent : colours.node,
    });
  }
  for (const edge of edges) {
    const [from, to, key] = [keyOfNode(edge.from), keyOfNode(edge.to), keyOfEdge(edge)];
    if (model.hasEdge(key)) continue;
    model.addEdgeWithKey(key, from, to, {
      label: nameOf(edge.kind),
      size: 2.5,
      color: colours.line,
      type: 'arrow',
    });
  }
  return model;
}

/** `+37`, further out than what it hangs on. */
function addClusters(
  model: MultiDirectedGraph,
  clusters: readonly Cluster[],
  { soft, line }: Colours,
): void {
  for (const { node, count } of clusters) {
    const [from, key] = [keyOfNode(node), keyOfCluster(node)];
    const { x, y } = model.getNodeAttributes(from) as { x: number; y: number };
    const far = Math.hypot(x, y) || 1;
    const out = far + 0.35;
    model.addNode(key, {
      x: (x / far || 0.7) * out,
      y: (y / far || 0.7) * out,
      label: `+${count}`,
      size: 6 + Math.min(12, Math.sqrt(count)),
      color: soft,
    });
    model.addEdgeWithKey(`${key} line`, from, key, { size: 1, color: line });
  }
}

function settingsOf(box: HTMLElement, { ink, soft }: Colours) {
  const { fontFamily } = getComputedStyle(box);
  return {
    enableEdgeEvents: true,
    renderEdgeLabels: true,
    labelColor: { color: ink },
    edgeLabelColor: { color: soft },
    labelFont: fontFamily,
    edgeLabelFont: fontFamily,
    labelSize: 13,
    edgeLabelSize: 11,
    labelRenderedSizeThreshold: 3,
    zIndex: true,
    stagePadding: 60,
    // The page scrolls; the picture is drawn larger by a pinch or a double click.
    enableCameraZooming: true,
    allowInvalidContainer: true,
  };
}
