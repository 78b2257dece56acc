import { expect } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { CsvBatch, Reject } from '../../../../shared/formats/csv/csv.ts';
import { type Collected, collect, inPieces, planOf } from './collect.ts';
import { naiveCsv, show } from './naive-csv.ts';

/** The columns of NASA's Rodent Research files. */
export const REAL_COLUMNS = [
  'Temp_degC_Ground',
  'Temp_degC_ISS',
  'RH_percent_Ground',
  'RH_percent_ISS',
  'CO2_ppm_Ground',
  'CO2_ppm_ISS',
];

function acceptedOf(batches: readonly CsvBatch[], header: readonly string[]): string[] {
  return batches.flatMap(({ rows, columns, lines, times, values }) =>
    Array.from({ length: rows }, (_, row) =>
      header.flatMap((name) => {
        const value = values[columns.indexOf(name)]?.[row] ?? Number.NaN;
        return Number.isNaN(value) ? [] : [`${lines[row]} ${name} ${times[row]} ${show(value)}`];
      }),
    ).flat(),
  );
}

function rejectsOf(rejects: readonly Reject[]): string[] {
  return rejects.map(({ line, column, code, samples }) => `${line} ${column ?? '-'} ${code} ${samples}`);
}

/** Reads the file, and the refusals of a header that cannot be used are the only way not to come through. */
async function readOrRefused(
  file: Uint8Array,
  pieces: number,
  maxLineBytes: number,
): Promise<Collected | string> {
  const given = { batches: [], rejects: [], events: [] };
  const plan = planOf('Controller_Time_GMT', REAL_COLUMNS, { maxLineBytes });
  try {
    return await collect(inPieces(file, pieces), plan, given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.code).toMatch(/^(file|header)\./);
    expect(given).toEqual({ batches: [], rejects: [], events: [] });
    return error.code;
  }
}

/**
 * P12 and more: each value, each reject and each count is what the naive reading says, however the bytes arrive.
 * Says whether the file was read or refused for its header.
 */
export async function agreesWithNaive(
  file: Uint8Array,
  pieces: number,
  maxLineBytes: number,
): Promise<'read' | 'refused'> {
  const read = await readOrRefused(file, file.length, maxLineBytes);
  const again = await readOrRefused(file, pieces, maxLineBytes);
  expect(again).toEqual(read);
  if (typeof read === 'string') return 'refused';
  const { batches, rejects, summary } = read;
  const naive = naiveCsv(file, { time: 'Controller_Time_GMT', columns: REAL_COLUMNS, maxLineBytes });
  expect(acceptedOf(batches, summary.header)).toEqual(naive.accepted);
  expect(rejectsOf(rejects)).toEqual(naive.rejects);
  const lost = rejects.reduce((sum, { samples }) => sum + samples, 0);
  expect(summary).toMatchObject({
    rows: naive.rows,
    rejected: lost,
    samples: naive.accepted.length + lost,
    bytes: file.length,
  });
  expect(Object.values(summary.byReason).reduce((sum, count) => sum + count, 0)).toBe(lost);
  for (const { text } of rejects) expect(text).toMatch(/^[^\p{Cc}]{0,200}$/u);
  return 'read';
}
