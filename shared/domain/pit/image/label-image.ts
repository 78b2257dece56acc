/** Which object each pixel belongs to. */
import { Boxes } from './region.ts';

export interface LabelImage {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** From 1 to `count`; 0 is no object. Row by row from the top. */
  readonly labels: Int32Array<ArrayBuffer>;
}

export interface Specks {
  readonly count: number;
  readonly areaPx: number;
}

/** Leaves out labels that do not pass, and numbers the others anew in their order. Returns what was left out. */
export function keepLabels(
  { labels, count }: { labels: Int32Array; count: number },
  width: number,
  passes: (areaPx: number, label: number) => boolean,
): { count: number; leftOut: Specks } {
  const { area } = new Boxes(labels, width, count);
  const names = new Int32Array(count + 1);
  let [kept, leftOut, areaPx] = [0, 0, 0];
  for (let label = 1; label <= count; label++) {
    if (passes(area[label]!, label)) names[label] = ++kept;
    else {
      leftOut += 1;
      areaPx += area[label]!;
    }
  }
  for (let i = 0; i < labels.length; i++) labels[i] = names[labels[i]!]!;
  return { count: kept, leftOut: { count: leftOut, areaPx } };
}
