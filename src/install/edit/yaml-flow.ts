import { blanksBefore, deletion, insertion, type TextEdit } from './text.js';
import { type Container, type Item, type Part, partAt } from './yaml-nodes.js';
import { yamlFlow, yamlFlowPair } from './yaml-write.js';

/** Right behind the last child: a comma that follows it is then the comma of the new one. */
export function insertFlow(container: Container, item: Item): TextEdit {
  const last = partAt(container, -1);
  const content = flowOf(item);
  return last ? insertion(last.end, `, ${content}`) : insertion(container.range[0] + 1, content);
}

export function replaceFlow({ start, end }: Part, item: Item): TextEdit {
  return { start, end, content: flowOf(item) };
}

/** With the comma before it, or for the first the one behind it. */
export function deleteFlow(text: string, container: Container, part: Part): TextEdit[] {
  const own = commaOf(container, part.index);
  const comma = own ?? commaOf(container, part.index + 1);
  const start = own === undefined ? part.start : part.start - blanksBefore(text, part.start);
  const cut = deletion(start, part.end);
  return comma === undefined ? [cut] : [cut, deletion(comma, comma + 1)];
}

/** Where the comma before a child stands. */
function commaOf({ srcToken }: Container, index: number): number | undefined {
  if (srcToken?.type !== 'flow-collection') return undefined;
  return srcToken.items[index]?.start.find(({ type }) => type === 'comma')?.offset;
}

function flowOf({ key, value }: Item): string {
  return key === undefined ? yamlFlow(value) : yamlFlowPair(key, value);
}
