import { expect, it } from 'vitest';
import { mergeFrames } from '../../../../shared/domain/archive/merge.ts';
import type { Frame } from '../../../../shared/domain/telemetry/frame.ts';
import { encodeFrame } from '../../../../shared/formats/parquet/encode-frame.ts';
import { readMerged } from '../../../../shared/usecases/heads/read-samples.ts';

const SECOND = 1e6;
const ROWS = 600;
/** Two sources of one series, 100 s apart, that differ where both have a sample. */
const frameOf = (from: number, value: number): Frame => ({
  times: Float64Array.from({ length: ROWS }, (_, i) => (from + i) * SECOND),
  columns: [
    {
      series: 'temperature',
      storage: { kind: 'float64' },
      values: new Float64Array(ROWS).fill(value),
      flags: 0,
    },
  ],
});

it('hands the merged reading out in spans that hold few samples, with the segments that each was merged from', async () => {
  const frames = [frameOf(0, 1), frameOf(100, 2)];
  const segments = frames.map(({ times }, rank) => ({
    ...{ key: `s${rank}`, rank, from: times[0]!, to: times.at(-1)!, samples: ROWS },
  }));
  const store = {
    archive: { read: async (name: unknown) => encodeFrame(frames[Number(String(name).slice(1))]!, {}).bytes },
  };
  const merging = { segments, changesOf: () => new Map(), calibrations: new Map(), wanted: {}, most: 400 };
  const spans = await Array.fromAsync(readMerged(store, merging));
  expect(spans.length).toBeGreaterThan(2);
  const told = spans.flatMap(({ answered: [one] }) => [...one!.times]);
  const lost = spans.flatMap(({ answered: [one] }) => [...one!.losing.values]);
  const [whole] = mergeFrames(frames.map((frame, rank) => ({ frame, rank })));
  expect(told).toEqual([...whole!.times]);
  expect(lost).toEqual([...whole!.losing.values]);
  for (const { frames: held } of spans) {
    expect(held.reduce((sum, { frame }) => sum + frame.times.length, 0)).toBeLessThanOrEqual(400);
    expect(held.length).toBeGreaterThan(0);
  }
});
