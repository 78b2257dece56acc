/** NASA's RR-1 and RR-6 read by naive code: lines split at commas (no quotes occur), no reader of the product. */
import { realFile } from './real-data.ts';

export type Mission = 'RR1' | 'RR6';

/** When the animals were in the habitat (`Animal_transfer` in the files), µs since the epoch. */
export const TRANSFERRED: Readonly<Record<Mission, number>> = {
  RR1: rodentInstant('9/25/2014 16:05'),
  RR6: rodentInstant('12/19/2017 10:05'),
};

/** The readings of one column, `Temp_degC_ISS` say: µs since the epoch, and number; empty cells are none. */
export function rodentColumn(mission: Mission, name: string): [time: number, value: number][] {
  const [header, ...rows] = realFile(`iss-rodent-research/${mission}_CSV.csv`)
    .toString()
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const at = header!.indexOf(name);
  const time = header!.indexOf('Controller_Time_GMT');
  return rows.flatMap((row) => (row[at] === '' ? [] : [[rodentInstant(row[time]!), Number(row[at])]]));
}

/** µs since the epoch of `9/21/2014 10:44`. */
export function rodentInstant(text: string): number {
  const [month, day, year, hour, minute] = text.split(/[/ :]/).map(Number);
  return Date.UTC(year! < 100 ? year! + 2000 : year!, month! - 1, day, hour, minute) * 1000;
}
