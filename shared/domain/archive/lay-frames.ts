/** Many frames of one unit and rank as few: one sample a key in each, nothing left out but repetitions. */
import { flagsAt } from '../telemetry/flags.ts';
import type { Column, Frame } from '../telemetry/frame.ts';

/**
 * Frames that share their series become one frame a layer: the first holds a sample of every key, the following what
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

interface Cell {
  readonly value: number;
  readonly flags: number;
}

function layAlike(frames: readonly Frame[]): Frame[] {
  const series = frames[0]!.columns.map((column) => column.series);
  const rows = new Map<number, Cell[][]>();
  for (const frame of frames) {
    for (const column of frame.columns)
      place(rows, frame.times, column, series.indexOf(column.series), series.length);
  }
  const times = [...rows.keys()].sort((a, b) => a - b);
  let layers = 0;
  for (const cells of rows.values()) for (const held of cells) layers = Math.max(layers, held.length);
  return Array.from({ length: layers }, (_, layer) => layerOf(frames[0]!, rows, times, layer));
}

function place(
  rows: Map<number, Cell[][]>,
  times: Float64Array,
  column: Column,
  c: number,
  width: number,
): void {
  for (let i = 0; i < times.length; i++) {
    const value = column.values[i]!;
    if (Number.isNaN(value)) continue;
    const flags = flagsAt(column.flags, i);
    const cells = rows.get(times[i]!) ?? Array.from({ length: width }, (): Cell[] => []);
    rows.set(times[i]!, cells);
    const held = cells[c]!;
    if (!held.some((cell) => Object.is(cell.value, value) && cell.flags === flags))
      held.push({ value, flags });
  }
}

function layerOf(
  model: Frame,
  rows: ReadonlyMap<number, Cell[][]>,
  times: readonly number[],
  layer: number,
): Frame {
  const filled = times.filter((at) => rows.get(at)!.some((held) => held.length > layer));
  const columns = model.columns.flatMap(({ series, storage }, c): Column[] => {
    const cells = filled.map((at) => rows.get(at)![c]![layer]);
    if (cells.every((cell) => cell === undefined)) return [];
    const values = Float64Array.from(cells, (cell) => cell?.value ?? Number.NaN);
    return [{ series, storage, values, flags: Uint8Array.from(cells, (cell) => cell?.flags ?? 0) }];
  });
  return { times: Float64Array.from(filled), columns };
}
