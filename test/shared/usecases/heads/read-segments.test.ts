import { expect, it } from 'vitest';
import { encodeFrame } from '../../../../shared/formats/parquet/encode-frame.ts';
import { DecodedSegments, readSegments } from '../../../../shared/usecases/heads/read-segments.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { motleyFrame } from '../../formats/parquet/frames.ts';

const frame = motleyFrame(50);
const SEGMENT = { key: 'segments/a', rank: 3, from: frame.times[0]!, to: frame.times.at(-1)!, samples: 1 };

it('a segment that is known is not fetched again, and gives of every part what it gives when it is read', async () => {
  const ports = memoryPorts();
  await ports.archive.put(SEGMENT.key, encodeFrame(frame, {}).bytes);
  const decoded = new DecodedSegments();
  const [whole] = await readSegments(ports, [SEGMENT], {}, decoded);
  const empty = memoryPorts();
  const [low, middle, high] = [frame.times[7]!, frame.times[20]! + 0.5, frame.times[49]!];
  const ranges = [
    { from: 0, to: 1 },
    { from: 0, to: Number.MAX_SAFE_INTEGER },
    { from: low, to: high },
    { from: middle, to: middle },
    { from: high, to: high + 1 },
  ];
  for (const range of [undefined, ...ranges]) {
    for (const series of [undefined, new Set(['co2', 'temperature@T2', 'none']), new Set<string>()]) {
      const wanted = { ...(series && { series }), ...(range && { range }) };
      const [known] = await readSegments(empty, [SEGMENT], wanted, decoded);
      const [read] = await readSegments(ports, [SEGMENT], wanted);
      expect(known?.rank).toBe(read?.rank);
      expect(known && spelledOut(known.frame)).toEqual(read && spelledOut(read.frame));
    }
  }
  const [again] = await readSegments(empty, [SEGMENT], {}, decoded);
  expect(again!.frame.times).toBe(whole!.frame.times);
  expect(again!.rank).toBe(3);
});

/** With a flag byte a cell: one byte for all is told otherwise by who cut a part out and by who read it. */
function spelledOut({ times, columns }: typeof frame) {
  return {
    times: [...times],
    columns: columns.map(({ series, values, flags }) => ({
      series,
      cells: Array.from(values, (value, i) =>
        Number.isNaN(value) ? null : [value, typeof flags === 'number' ? flags : flags[i]],
      ),
    })),
  };
}
