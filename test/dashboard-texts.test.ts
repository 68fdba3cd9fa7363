import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errorTable } from '../src/errors.js';

const source = fileURLToPath(new URL('../dashboard/src', import.meta.url));
/** Those of the dashboard alone, and those that the command line tells, too. */
const folders = [join(source, 'i18n'), fileURLToPath(new URL('../src/texts', import.meta.url))];
/** Files of texts by language, with their folder. */
const filesOf = (language: string) =>
  folders.flatMap((folder) =>
    readdirSync(join(folder, language), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file) => join(folder, language, file)),
  );
/** Of what only the command line tells. */
const notInBrowser = [
  'usage',
  'invalid_setting',
  'config_not_edited',
  'answers_changed',
  'address_in_use',
  'copy_target_taken',
  'copy_behind',
  'service_failed',
];

const byName = (one: string | undefined, other: string | undefined) =>
  String(one).localeCompare(String(other));

type Texts = { [key: string]: string | Texts };

function textsOf(language: string): Map<string, string> {
  return new Map(
    filesOf(language).flatMap((file) => {
      const texts = JSON.parse(readFileSync(file, 'utf8')) as Texts;
      return flat(texts, `${basename(file, '.json')}:`);
    }),
  );
}

function flat(texts: Texts, before: string): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[`${before}${key}`, text]] : flat(text, `${before}${key}.`),
  );
}

/** A count has a form of its own for one in English, not in Chinese. */
const withoutCount = (key: string) => key.replace(/_(?:one|other|zero)$/, '');
const keysOf = (texts: Map<string, string>) => new Set([...texts.keys()].map(withoutCount));

describe('texts of the dashboard (T7)', () => {
  const english = textsOf('en');
  const chinese = textsOf('zh-CN');

  it('there are the same in both languages', () => {
    expect([...keysOf(chinese)].toSorted(byName)).toEqual([...keysOf(english)].toSorted(byName));
  });

  it('no key stands twice: the second would silently win', () => {
    for (const language of ['en', 'zh-CN']) {
      for (const file of filesOf(language)) {
        const written = readFileSync(file, 'utf8');
        const strings = [...written.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)];
        let kept = 0;
        JSON.parse(written, function count(this: unknown, key: string, value: unknown) {
          if (key !== '' && !Array.isArray(this)) kept += 1;
          return value;
        });
        const keys = strings.filter(([, colon]) => colon !== undefined);
        expect([language, file, keys.length]).toEqual([language, file, kept]);
      }
    }
  });

  it('both languages put the same values in', () => {
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name);
    const english_ = new Map(
      [...english].map(([key, text]) => [
        withoutCount(key),
        [...new Set(values(text))].toSorted(byName),
      ]),
    );
    for (const [key, text] of chinese) {
      const wanted = english_.get(withoutCount(key)) ?? [];
      const given = [...new Set(values(text))].filter((name) => name !== 'count');
      expect([key, given.toSorted(byName)]).toEqual([
        key,
        wanted.filter((name) => name !== 'count'),
      ]);
    }
  });

  it('every key that the code names is there', () => {
    const known = keysOf(english);
    const missing = sourceFiles(source).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([^']+)'/g)]
        .map(([, key]) => (key?.includes(':') ? key : `common:${key}`))
        .filter((key) => !known.has(key))
        .map((key) => `${file.slice(source.length)}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('every error that a browser can meet has its words in Chinese', () => {
    const codes = Object.keys(errorTable).filter((code) => !notInBrowser.includes(code));
    const missing = codes.filter((code) => !chinese.has(`errors:${code}.title`));
    expect(missing).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
