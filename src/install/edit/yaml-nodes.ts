import {
  type Alias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Value } from './value.js';

export type Container = YAMLMap.Parsed | YAMLSeq.Parsed;
export type ParsedNode = Alias.Parsed | Scalar.Parsed | Container;
type Child = ParsedNode | Pair<ParsedNode, ParsedNode | null>;

/** What goes into a container: a pair into a map, a value into a list. */
export interface Item {
  key?: string;
  value: Value;
}

/** A child of a container, with its place in the text; comments around it are not part. */
export interface Part {
  index: number;
  start: number;
  end: number;
  /** The value of a pair, or the item itself. */
  value: ParsedNode | null;
}

export function isContainer(node: unknown): node is Container {
  return isMap(node) || isSeq(node);
}

export function partAt(container: Container, index: number): Part | undefined {
  const child: Child | undefined = container.items.at(index);
  if (child === undefined) return undefined;
  return {
    index: index < 0 ? container.items.length + index : index,
    start: isPair(child) ? child.key.range[0] : itemStart(container, index, child),
    end: contentEnd(child),
    value: isPair(child) ? child.value : child,
  };
}

/** The pair of this key, or the item of this name. */
export function partNamed(container: Container, name: string): Part | undefined {
  const children: readonly Child[] = container.items;
  const index = children.findIndex((child) => nameOf(child) === name);
  return index < 0 ? undefined : partAt(container, index);
}

function nameOf(child: Child): string | undefined {
  if (isPair(child)) return isScalar(child.key) ? String(child.key.value) : undefined;
  const name: unknown = isMap(child) ? child.get('name') : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** An item in block style starts with its dash. */
function itemStart(container: Container, index: number, item: ParsedNode): number {
  const token = container.srcToken;
  if (token?.type !== 'block-seq') return item.range[0];
  const dash = token.items.at(index)?.start.find(({ type }) => type === 'seq-item-ind');
  return dash?.offset ?? item.range[0];
}

/** A container in block style ends with its last child; the parser counts comments behind it too. */
function contentEnd(child: Child): number {
  if (isPair(child)) return child.value === null ? child.key.range[1] : contentEnd(child.value);
  const last: Child | undefined =
    isContainer(child) && !child.flow ? child.items.at(-1) : undefined;
  return last === undefined ? child.range[1] : contentEnd(last);
}
