import { expect } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { CsvBatch, CsvPlan, Reject } from '../../../../shared/formats/csv/csv.ts';
import { type Collected, collect, DIALECT, inPieces, planOf } from './collect.ts';
import { naiveCsv, show } from './naive-csv.ts';

const TIME = 'Controller_Time_GMT';
/** The columns of NASA's Rodent Research files. */
export const REAL_COLUMNS = [
  'Temp_degC_Ground',
  'Temp_degC_ISS',
  'RH_percent_Ground',
  'RH_percent_ISS',
  'CO2_ppm_Ground',
  'CO2_ppm_ISS',
];

/** What a plan may have beside its time and the form of the rows; all of it absent: wide, in plain CSV. */
export type PlanParts = Partial<Pick<CsvPlan, 'keys' | 'kindOf' | 'columns' | 'event'>> & {
  readonly dialect?: Partial<CsvPlan['dialect']>;
};

function acceptedOf(batches: readonly CsvBatch[], header: readonly string[]): string[] {
  return batches.flatMap(({ rows, columns, lines, times, kinds, values }) =>
    Array.from({ length: rows }, (_, row) =>
      header.flatMap((name) => {
        const value = values[columns.indexOf(name)]?.[row] ?? Number.NaN;
        if (Number.isNaN(value)) return [];
        return [`${lines[row]} ${name} ${kinds?.[row] ?? 0} ${times[row]} ${show(value)}`];
      }),
    ).flat(),
  );
}

function rejectsOf(rejects: readonly Reject[]): string[] {
  return rejects.map(({ line, column, code, samples }) => `${line} ${column ?? '-'} ${code} ${samples}`);
}

/** Reads the file, and the refusals of a header that cannot be used are the only way not to come through. */
async function readOrRefused(file: Uint8Array, pieces: number, plan: CsvPlan): Promise<Collected | string> {
  const given = { batches: [], rejects: [], events: [] };
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
  parts: PlanParts = {},
): Promise<'read' | 'refused'> {
  const dialect = { ...DIALECT, ...parts.dialect };
  const plan = planOf(TIME, REAL_COLUMNS, { ...parts, dialect, maxLineBytes });
  const read = await readOrRefused(file, Math.max(1, file.length), plan);
  const again = await readOrRefused(file, pieces, plan);
  expect(again).toEqual(read);
  if (typeof read === 'string') return 'refused';
  const { batches, rejects, events, summary } = read;
  const namesOf = (columns: readonly { readonly header: string }[]) => columns.map(({ header }) => header);
  const naive = naiveCsv(file, {
    ...dialect,
    time: TIME,
    columns: namesOf(plan.columns),
    keys: namesOf(plan.keys),
    kindOf: plan.kindOf,
    event: plan.event?.header ?? null,
    maxLineBytes,
  });
  expect(acceptedOf(batches, summary.header)).toEqual(naive.accepted);
  expect(rejectsOf(rejects)).toEqual(naive.rejects);
  expect(events.map(({ line, time }) => `${line} ${time}`)).toEqual(naive.events);
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
