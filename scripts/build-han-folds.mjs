// Makes src/language/terms/han-folds.ts from the tables of OpenCC (opencc-js, Apache-2.0). Run it after a new version.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import japanese from 'opencc-js/dict/JPShinjitaiCharactersRev';
import hongKong from 'opencc-js/dict/HKVariantsRev';
import taiwan from 'opencc-js/dict/TWVariantsRev';
import traditional from 'opencc-js/dict/TSCharacters';

const simplified = new Map(pairsOf(traditional));
/** What OpenCC leaves to its phrases: mostly the particle, which is 着 in simplified Chinese. */
const ownPairs = [['著', '着']];

function pairsOf(table) {
  return table.split('|').map((row) => row.split(' '));
}

function charactersOfGb2312() {
  const decoder = new TextDecoder('gbk');
  const characters = new Set();
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      characters.add(decoder.decode(Uint8Array.of(row, cell)));
    }
  }
  return characters;
}

/** From a variant of Taiwan, Hong Kong or Japan to the standard form, where that has a simplified one. */
function* variants(isSimplified) {
  const known = [...pairsOf(taiwan), ...pairsOf(hongKong)];
  const inJapan = pairsOf(japanese).map(([old, form]) => [form, old]);
  for (const [variant, standard] of [...known, ...inJapan]) {
    const to = simplified.get(standard) ?? standard;
    // 芸, 欠 and 沪 are words of their own in Chinese, not the Japanese forms of 藝, 缺 and 濾.
    if (isSimplified(variant) || simplified.has(variant) || !isSimplified(to)) continue;
    yield [variant, to];
  }
}

/** @returns {string} pairs of characters, each of one UTF-16 unit: what is written, what it folds to */
export function hanPairs() {
  const gb2312 = charactersOfGb2312();
  const folds = new Map([
    ...variants((character) => gb2312.has(character)),
    ...simplified,
    ...ownPairs,
  ]);
  const isOneUnit = ([from, to]) => from !== to && from.length === 1 && to.length === 1;
  return [...folds]
    .filter(isOneUnit)
    .map(([from, to]) => from + (folds.get(to) ?? to))
    .toSorted((one, other) => (one < other ? -1 : 1))
    .join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const pairs = hanPairs();
  const lines = [
    '// Made by scripts/build-han-folds.mjs; a test makes it again and compares.',
    '// Data of OpenCC (https://github.com/BYVoid/OpenCC) by way of opencc-js, Apache License 2.0: its',
    '// tables of characters, joined and reduced to one form for each.',
    '',
    '/** Pairs of what is written and what it folds to: traditional, regional and Japanese forms. */',
    'export const hanPairs =',
    ...pairs
      .match(/.{1,80}/gu)
      .map((line, at, all) => `  '${line}'${at + 1 < all.length ? ' +' : ';'}`),
    '',
  ];
  writeFileSync(new URL('../src/language/terms/han-folds.ts', import.meta.url), lines.join('\n'));
}
