import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aims, measures as peerMeasures } from './plan.mjs';

const page = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));

export function print(results, plan) {
  console.log(format(results, plan));
}

/** Into the page, between the marks of the plan, and as JSON. */
export function write(results, plan) {
  const [begin, end] = [`<!-- ${plan.mark} -- --write -->`, `<!-- end of ${plan.mark} -->`];
  const text = readFileSync(page, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${page} has no place for the tables.`);
  const tables = `${begin}\n${format(results, plan)}\n`;
  writeFileSync(page, text.slice(0, before) + tables + text.slice(after));
  const json = fileURLToPath(new URL(`../results/${plan.name}.json`, import.meta.url));
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
}

function format({ machine, shapes }, plan) {
  const { cpu, cores, node, day, load } = machine;
  const where = `${cpu}, ${cores} cores, Node ${node}, ${day}; load average before and after: ${load.join(', ')}.`;
  const tables = shapes.map((shape) => formatShape(shape, plan));
  const reached = plan.name === 'peers' ? formatAims(shapes) : '';
  return [where, ...tables, reached].filter(Boolean).join('\n\n');
}

function formatShape({ name, fsync, subjects: results }, { subjects, measures }) {
  const shown = subjects.filter((subject) => results[subject.name]);
  const rows = measures.map(({ key, title }) => [
    title,
    ...shown.map(({ name, tells }) =>
      show(tells?.includes(key) === false ? undefined : results[name][key]),
    ),
  ]);
  const heading = `**${name}**; the disk takes ${show(fsync)} flushed pages a second:`;
  return `${heading}\n\n${table(['', ...shown.map(({ title }) => title)], rows)}`;
}

/** What was wanted, and what came of it in this run. */
function formatAims(shapes) {
  const rows = aims.flatMap((aim) => {
    const shape = shapes.find(({ name }) => name === aim.at);
    const values = ['tulving', 'tulving-shared'].map((name) => ratioOf(aim, shape, name));
    if (values.some((value) => value === undefined)) return [];
    return [[aim.title, `≥ ${aim.least}`, ...values.map(show)]];
  });
  const head = ['at 10,000 memories, times faster', 'aim', 'Tulving', 'shared vectors'];
  return rows.length > 0 ? table(head, rows) : '';
}

function ratioOf({ key, of }, shape, name) {
  const ours = shape?.subjects[name]?.[key];
  const theirs = of === 'fsync' ? shape?.fsync : shape?.subjects[of]?.[key];
  if (ours === undefined || theirs === undefined) return undefined;
  const { better } = peerMeasures.find((measure) => measure.key === key);
  return better === 'more' ? ours / theirs : theirs / ours;
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Three figures, whole above a hundred. */
export function show(value) {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(value < 1 ? 2 : 3);
}
