import { describe, expect, it } from 'vitest';
import { assembleKernel } from '../../../scripts/build-kernel.mjs';
import { CubeBlock } from './cube-block.js';
import { kernelBinary } from './kernel-binary.js';
import { quantise } from './quantise.js';

describe('vector/resident/cube-block', () => {
  it('runs the kernel that kernel.wat says', async () => {
    expect(await assembleKernel()).toBe(kernelBinary);
  });

  it.each([1, 15, 16, 17, 384])(
    'scores as plain arithmetic does, at %i dimensions',
    (dimension) => {
      const block = new CubeBlock(dimension);
      let seed = dimension;
      const next = () => ((seed = (seed * 48_271) % 2_147_483_647) % 255) - 127;
      const rows = Array.from({ length: 200 }, (_, at) => ({
        memory: at + 1,
        scale: 0.001 * (at + 1),
        int8: Int8Array.from({ length: dimension }, () =>
          at < 2 ? (at === 0 ? 127 : -127) : next(),
        ),
      }));
      block.append(rows.slice(0, 10));
      block.append(rows.slice(10));
      const query = Float32Array.from({ length: dimension }, next);
      const { int8 } = quantise(query);
      const { scores } = block.scan(query);
      rows.forEach((row, at) => {
        const dot = row.int8.reduce((sum, value, i) => sum + value * (int8[i] ?? 0), 0);
        expect(scores[at]).toBe(Math.fround(Math.fround(row.scale) * dot));
      });
    },
  );

  it('refuses a query of another space', () => {
    expect(() => new CubeBlock(8).scan(new Float32Array(9))).toThrow(RangeError);
  });
});

describe('vector/resident/quantise', () => {
  it('brings values back within half a step', () => {
    const vector = Float32Array.from([0.5, -0.25, 0.1, 0]);
    const { scale, int8 } = quantise(vector);
    vector.forEach((value, at) => {
      expect(Math.abs(value - scale * (int8[at] ?? 0))).toBeLessThanOrEqual(scale / 2 + 1e-9);
    });
  });

  it('keeps zero and refuses what is no number', () => {
    expect(quantise(new Float32Array(4))).toEqual({ scale: 0, int8: new Int8Array(4) });
    expect(() => quantise(Float32Array.from([Number.NaN]))).toThrow(RangeError);
  });
});
