import { Archive } from '../archive.js';
import type { Reader, ReadLimits } from '../document.js';
import { tooLarge } from '../failures.js';
import { MarkdownWriter } from '../markdown-writer.js';
import { attribute, isOn, localName, propertiesOf, relationsOf } from '../office.js';
import { writeTable } from '../tables.js';
import { walkXml } from '../xml.js';

/** One section a slide, with its notes; hidden slides are left out, and keep their number. */
export const readPptx: Reader = (bytes, limits) => {
  const archive = new Archive(bytes, limits);
  const writer = new MarkdownWriter(limits);
  for (const [at, part] of slidesOf(archive, limits).entries()) {
    const slide = readShapes(archive.read(part));
    if (!slide.isShown) continue;
    writer.begin({ slide: at + 1 });
    writeSlide(writer, slide);
    const notes = [...relationsOf(archive, part).values()].find(
      ({ kind }) => kind === 'notesSlide',
    );
    if (notes && archive.has(notes.target))
      writeNotes(writer, readShapes(archive.read(notes.target)));
  }
  return { format: 'markdown', sections: writer.sections, ...propertiesOf(archive) };
};

const PRESENTATION = 'ppt/presentation.xml';

/** Parts in the order of the show. */
function slidesOf(archive: Archive, { pages }: ReadLimits): string[] {
  const relations = relationsOf(archive, PRESENTATION);
  const slides: string[] = [];
  walkXml(archive.read(PRESENTATION), {
    open(tag, attributes) {
      if (localName(tag) !== 'sldId') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const target = relations.get(id)?.target;
      if (target !== undefined) slides.push(target);
    },
  });
  if (slides.length > pages) throw tooLarge(`It has more than ${pages} slides.`);
  return slides;
}

interface Line {
  text: string;
  level: number;
}

interface Shape {
  /** What it stands in for: `title`, `body`, `sldNum`; none for a free text. */
  role: string | undefined;
  lines: Line[];
  table: string[][] | undefined;
}

interface Slide {
  isShown: boolean;
  shapes: Shape[];
}

const TITLES = ['title', 'ctrTitle'];
/** What every slide repeats. */
const REPEATED = ['sldNum', 'dt', 'ftr', 'hdr', 'sldImg'];

function writeSlide(writer: MarkdownWriter, { shapes }: Slide): void {
  const [title] = shapes.filter(({ role = '' }) => TITLES.includes(role));
  if (title) writer.heading(1, title.lines.map(({ text }) => text).join(' '));
  for (const { role = '', lines, table } of shapes) {
    if (TITLES.includes(role) || REPEATED.includes(role)) continue;
    if (table) writeTable(writer, table);
    else if (lines.length === 1) writer.paragraph(lines[0]?.text ?? '');
    else for (const { text, level } of lines) writer.item(text, level);
  }
}

function writeNotes(writer: MarkdownWriter, { shapes }: Slide): void {
  const notes = shapes.filter(({ role }) => role === 'body').flatMap(({ lines }) => lines);
  const text = notes.map((line) => line.text).join('\n');
  if (text.trim() !== '') writer.paragraph(`Notes: ${text}`);
}

function readShapes(part: Uint8Array): Slide {
  const slide: Slide = { isShown: true, shapes: [] };
  let shape: Shape | undefined;
  let line: Line | undefined;
  let inText = false;
  const openLine = () => {
    line = { text: '', level: 0 };
  };
  const closeLine = () => {
    const row = shape?.table?.at(-1);
    if (row && line) row.push(`${row.pop() ?? ''} ${line.text}`);
    else if (line?.text.trim()) shape?.lines.push(line);
    line = undefined;
  };
  walkXml(part, {
    open(tag, attributes) {
      const name = localName(tag);
      if (name === 'sld') slide.isShown = isOn(attributes['show']);
      else if (name === 'sp' || name === 'graphicFrame') {
        shape = { role: undefined, lines: [], table: undefined };
        slide.shapes.push(shape);
      } else if (name === 'ph' && shape) shape.role = attribute(attributes, 'type') ?? 'body';
      else if (name === 'tbl' && shape) shape.table = [];
      else if (name === 'tr') shape?.table?.push([]);
      else if (name === 'tc') shape?.table?.at(-1)?.push('');
      else if (name === 'p') openLine();
      else if (name === 'pPr' && line) line.level = Number(attributes['lvl'] ?? 0);
      else if (name === 't') inText = true;
      else if (name === 'br' && line) line.text += ' ';
    },
    close(tag) {
      const name = localName(tag);
      if (name === 't') inText = false;
      else if (name === 'p') closeLine();
    },
    text(text) {
      if (inText && line) line.text += text;
    },
  });
  return slide;
}
