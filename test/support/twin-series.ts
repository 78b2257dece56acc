import { readFileSync } from 'node:fs';

/** Flight minus ground of the reference twins, one a sample. */
export function twinDifferences(): Float64Array {
  const file = readFileSync(new URL('../golden/stats/twin-series.csv', import.meta.url), 'utf8');
  const rows = file
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  return Float64Array.from(rows, ([, flight, ground]) => flight! - ground!);
}
