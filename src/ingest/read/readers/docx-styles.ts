import type { Archive } from '../archive.js';
import { attribute, localName } from '../office.js';
import { walkXml } from '../xml.js';

interface Style {
  name: string;
  basedOn: string | undefined;
  level: number | undefined;
}

/** Which styles of a Word document are headings, and of which level, from 1. */
export function headingStyles(archive: Archive): (style: string | undefined) => number | undefined {
  const styles = readStyles(archive);
  const levelOf = (id: string | undefined, seen = 0): number | undefined => {
    const style = id === undefined ? undefined : styles.get(id);
    if (!style || seen > styles.size) return undefined;
    return style.level ?? levelByName(style.name) ?? levelOf(style.basedOn, seen + 1);
  };
  // Some programs write no styles, and name them in English all the same.
  return (id) => levelOf(id) ?? (id === undefined ? undefined : levelByName(id));
}

function readStyles(archive: Archive): Map<string, Style> {
  const styles = new Map<string, Style>();
  const part = 'word/styles.xml';
  if (!archive.has(part)) return styles;
  let open: Style | undefined;
  walkXml(archive.read(part), {
    open(tag, attributes) {
      const value = attribute(attributes, 'val');
      const name = localName(tag);
      if (name === 'style') {
        open = { name: '', basedOn: undefined, level: undefined };
        styles.set(attribute(attributes, 'styleId') ?? '', open);
      } else if (open && name === 'name') open.name = value ?? '';
      else if (open && name === 'basedOn') open.basedOn = value;
      // Level 9 is "body text".
      else if (open && name === 'outlineLvl' && Number(value) < 9) open.level = Number(value) + 1;
    },
    close(tag) {
      if (localName(tag) === 'style') open = undefined;
    },
  });
  return styles;
}

function levelByName(name: string): number | undefined {
  if (/^title$/i.test(name)) return 1;
  const level = /^heading\s?([1-9])$/i.exec(name)?.[1];
  return level === undefined ? undefined : Number(level);
}
