/** Many frames of one unit and rank as few: one sample a key in each, nothing left out but repetitions. */
import type { Frame, Storage } from '../telemetry/frame.ts';
import type { Losing, Series } from '../telemetry/series.ts';
import { joinSeries } from './join-series.ts';
import type { Layer } from './layers.ts';
import { mergeFrames } from './merge.ts';

/** Gives frames that hold a sample of every key, and further ones for what conflicts with it. */
export function layFrames(frames: readonly Frame[]): Frame[] {
  const storages = new Map<string, Storage>();
  for (const { columns } of frames) {
    for (const { series, storage } of columns)
      storages.set(series, declaredOf(storages.get(series), storage));
  }
  const merged = mergeFrames(frames.map((frame) => ({ frame, rank: 0 })));
  return framesOf(merged.map((one) => layersOfSeries(one, storages.get(one.series)!)));
}

/** Of two parts' storages what the channel declares: one that was promoted to float64 says nothing about the others. */
function declaredOf(a: Storage | undefined, b: Storage): Storage {
  if (a === undefined || a.kind === 'float64') return b;
  if (b.kind === 'float64' || a.kind === 'float32') return a;
  return b.kind === 'float32' || b.scale > a.scale ? b : a;
}

/** Frames for the layers of each series: those of one depth are laid together. */
export function framesOf(series: readonly (readonly Layer[])[]): Frame[] {
  const depth = Math.max(0, ...series.map((layers) => layers.length));
  return Array.from({ length: depth }, (_, d) => series.flatMap((layers) => layers.slice(d, d + 1))).flatMap(
    joinSeries,
  );
}

function layersOfSeries({ series, losing, ...winning }: Series, storage: Storage): Layer[] {
  return [
    { series, storage, ...winning },
    ...losingLayers(losing).map((layer) => ({ series, storage, ...layer })),
  ];
}

/** What lost a conflict: the first sample of each key, the second, and so on. */
function losingLayers({ times, values, flags }: Losing): Losing[] {
  const layers: number[][] = [];
  let depth = 0;
  for (let i = 0; i < times.length; i++) {
    depth = i > 0 && times[i] === times[i - 1] ? depth + 1 : 0;
    const layer = layers[depth] ?? [];
    layers[depth] = layer;
    layer.push(i);
  }
  return layers.map((layer) => ({
    times: Float64Array.from(layer, (i) => times[i]!),
    values: Float64Array.from(layer, (i) => values[i]!),
    flags: Uint8Array.from(layer, (i) => flags[i]!),
  }));
}
