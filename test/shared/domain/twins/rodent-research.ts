import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import { seriesOf } from './series-of.ts';

const FOLDER = join(process.env.HOWSHIP_DATA ?? '../shared/data', 'iss-rodent-research');

/** Real data is not shipped: tests on it say so in their titles and run where it stands. */
export const hasRodentResearch = existsSync(FOLDER);

export interface Twins {
  readonly flight: Series;
  readonly ground: Series;
}

/** Flight and ground of one quantity (`Temp_degC`) of mission RR1 or RR6, split by hand: no quotes occur. */
export function rodentResearch(mission: 'RR1' | 'RR6', quantity: string): Twins {
  const text = readFileSync(join(FOLDER, `${mission}_CSV.csv`), 'utf8').replace(/^\uFEFF/, '');
  const [header, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const column = (name: string): Series => {
    const at = header!.indexOf(name);
    return seriesOf(
      rows.flatMap((row) => (row[at] === '' ? [] : [[instantOf(row[1]!), Number(row[at])] as const])),
      quantity,
    );
  };
  return { flight: column(`${quantity}_ISS`), ground: column(`${quantity}_Ground`) };
}

function instantOf(text: string): number {
  const [month, day, year, hour, minute] = text.split(/[/ :]/).map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute) * 1000;
}
