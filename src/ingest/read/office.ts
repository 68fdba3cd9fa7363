import { posix } from 'node:path';
import type { Archive } from './archive.js';
import { trustedInstant } from './dates.js';
import { type Attributes, walkXml } from './xml.js';

export interface Relation {
  /** The last part of its type: `slide`, `notesSlide`, `worksheet`. */
  kind: string;
  /** Name of the part in the archive. */
  target: string;
}

/** What a part of an Office file refers to, by id. What lies outside of the file is left out. */
export function relationsOf(archive: Archive, part: string): Map<string, Relation> {
  const folder = posix.dirname(part);
  const name = `${folder}/_rels/${posix.basename(part)}.rels`;
  const relations = new Map<string, Relation>();
  if (!archive.has(name)) return relations;
  walkXml(archive.read(name), {
    open(tag, { Id, Type = '', Target = '', TargetMode }) {
      if (localName(tag) !== 'Relationship' || TargetMode === 'External' || !Id) return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { kind: posix.basename(Type), target });
    },
  });
  return relations;
}

/** Title and date of the last change, as the file has them. */
export function propertiesOf(archive: Archive): {
  title: string | undefined;
  changedAt: number | undefined;
} {
  const fields = new Map<string, string>();
  const part = 'docProps/core.xml';
  if (archive.has(part)) {
    let open = '';
    walkXml(archive.read(part), {
      open: (tag) => void (open = localName(tag)),
      close: () => void (open = ''),
      text: (text) => void fields.set(open, (fields.get(open) ?? '') + text),
    });
  }
  const title = fields.get('title')?.trim();
  return {
    title: title === '' ? undefined : title,
    changedAt: trustedInstant(fields.get('modified')) ?? trustedInstant(fields.get('created')),
  };
}

/** A name without its prefix, which every program may choose. */
export function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}

/** An attribute whatever its prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  return (
    attributes[name] ?? Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]
  );
}

/** On and off as Office writes them: what is there without a value is on. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off', 'none'].includes(value);
}
