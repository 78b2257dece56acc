/** Many frames of one unit and rank as few: one sample a key in each, nothing left out but repetitions. */
import type { Column, Frame, Storage } from '../telemetry/frame.ts';
import type { Losing, Series } from '../telemetry/series.ts';
import { mergeFrames } from './merge.ts';

/**
 * Frames that share their series become one frame that holds a sample of every key, and further ones for what
 * conflicts with it. Frames of other series stay apart, so that each keeps one time vector.
 */
export function layFrames(frames: readonly Frame[]): Frame[] {
  const alike = Map.groupBy(frames, ({ columns }) =>
    columns
      .map(({ series }) => series)
      .sort()
      .join('\n'),
  );
  return [...alike.values()].flatMap(layAlike);
}

function layAlike(frames: readonly Frame[]): Frame[] {
  const storages = new Map(frames[0]!.columns.map(({ series, storage }) => [series, storage]));
  const merged = mergeFrames(frames.map((frame) => ({ frame, rank: 0 })));
  const times = unionOf(merged.map((one) => one.times));
  const columns = merged.map((one) => columnOver(times, one, storages.get(one.series)!));
  return [{ times, columns }, ...merged.flatMap((one) => layLosing(one, storages.get(one.series)!))];
}

/** What lost a conflict, a frame for each further sample of the same key. */
function layLosing({ series, losing }: Series, storage: Storage): Frame[] {
  const layers: number[][] = [];
  let depth = 0;
  for (let i = 0; i < losing.times.length; i++) {
    depth = i > 0 && losing.times[i] === losing.times[i - 1] ? depth + 1 : 0;
    const layer = layers[depth] ?? [];
    layers[depth] = layer;
    layer.push(i);
  }
  return layers.map((layer) => ({
    times: Float64Array.from(layer, (i) => losing.times[i]!),
    columns: [
      {
        series,
        storage,
        values: Float64Array.from(layer, (i) => losing.values[i]!),
        flags: Uint8Array.from(layer, (i) => losing.flags[i]!),
      },
    ],
  }));
}

/** All times of ascending lists, ascending, each once. */
function unionOf(lists: readonly Float64Array[]): Float64Array {
  let all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let n = 0;
  for (const list of lists) {
    all.set(list, n);
    n += list.length;
  }
  all = all.sort();
  n = 0;
  for (let i = 0; i < all.length; i++) if (n === 0 || all[i] !== all[n - 1]) all[n++] = all[i]!;
  return all.slice(0, n);
}

/** The samples at their places in the times; NaN where there is none. */
function columnOver(
  times: Float64Array,
  { series, ...samples }: Losing & { series: string },
  storage: Storage,
): Column {
  const values = new Float64Array(times.length).fill(Number.NaN);
  const flags = new Uint8Array(times.length);
  let i = 0;
  for (let row = 0; row < times.length && i < samples.times.length; row++) {
    if (samples.times[i] !== times[row]) continue;
    values[row] = samples.values[i]!;
    flags[row] = samples.flags[i]!;
    i++;
  }
  return { series, storage, values, flags };
}
