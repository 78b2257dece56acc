import assert from 'node:assert/strict';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { CsvPlan } from '../../../../shared/formats/csv/csv.ts';
import type { ReadBatch, Reject } from '../../../../shared/formats/reading/reading.ts';
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

function acceptedOf(batches: readonly ReadBatch[], header: readonly string[]): string[] {
  return batches.flatMap(({ rows, columns, lines, times, kinds, values, unended }) =>
    Array.from({ length: rows }, (_, row) =>
      header.flatMap((name) => {
        const value = values[columns.indexOf(name)]?.[row] ?? Number.NaN;
        if (Number.isNaN(value)) return [];
        const end = row === rows - 1 && columns[unended ?? -1] === name ? ' unended' : '';
        return [`${lines[row]} ${name} ${kinds?.[row] ?? 0} ${times[row]} ${show(value)}${end}`];
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
    assert.match(error.code, /^(file|header|row)\./);
    assert.deepEqual(given, { batches: [], rejects: [], events: [] });
    return error.code;
  }
}

export function planFor(parts: PlanParts, maxLineBytes: number): CsvPlan {
  const dialect = { ...DIALECT, ...parts.dialect };
  return planOf(TIME, REAL_COLUMNS, { ...parts, dialect, maxLineBytes });
}

/** What came of a file. */
export interface Outcome {
  /** False where it was refused for its header. */
  readonly wasRead: boolean;
  readonly samples: number;
  readonly rejected: number;
}

/**
 * docs/promises.md#p12 and more: each value, each reject and each count is what the naive reading says, however the
 * bytes arrive.
 */
export async function agreesWithNaive(
  file: Uint8Array,
  pieces: number,
  maxLineBytes: number,
  parts: PlanParts = {},
): Promise<Outcome> {
  const plan = planFor(parts, maxLineBytes);
  const read = await readOrRefused(file, Math.max(1, file.length), plan);
  const again = await readOrRefused(file, pieces, plan);
  assert.deepEqual(again, read);
  if (typeof read === 'string' && !read.startsWith('row.'))
    return { wasRead: false, samples: 0, rejected: 0 };
  const namesOf = (columns: readonly { readonly header: string }[]) => columns.map(({ header }) => header);
  const { headerLine } = plan.dialect;
  assert.notEqual(headerLine, 'none', 'the naive reading needs a header');
  const naive = naiveCsv(file, {
    ...plan.dialect,
    headerLine: Number(headerLine),
    time: TIME,
    columns: namesOf(plan.columns),
    keys: namesOf(plan.keys),
    kindOf: plan.kindOf,
    event: plan.event?.header ?? null,
    maxLineBytes,
    ragged: plan.dialect.ragged === true,
  });
  if (typeof read === 'string' || naive.refused !== null) {
    assert.equal(read, naive.refused);
    return { wasRead: false, samples: 0, rejected: 0 };
  }
  const { batches, rejects, events, summary } = read;
  // Within a row the order is that of its header, of which a file may have several.
  const accepted = acceptedOf(batches, namesOf(plan.columns));
  assert.deepEqual(accepted.sort(), naive.accepted.toSorted());
  assert.deepEqual(rejectsOf(rejects), naive.rejects);
  assert.deepEqual(
    events.map(({ line, time }) => `${line} ${time}`),
    naive.events,
  );
  const lost = rejects.reduce((sum, { samples }) => sum + samples, 0);
  const { rows, rejected, samples, bytes } = summary;
  assert.deepEqual(
    { rows, rejected, samples, bytes },
    { rows: naive.rows, rejected: lost, samples: naive.accepted.length + lost, bytes: file.length },
  );
  const { all, ...kinds } = summary.lines;
  assert.equal(all, naive.lines);
  assert.equal(
    Object.values(kinds).reduce((sum, count) => sum + count, 0),
    all,
  );
  assert.equal(
    Object.values(summary.byReason).reduce((sum, count) => sum + count, 0),
    lost,
  );
  for (const { text } of rejects) assert.match(text, /^[^\p{Cc}]{0,200}$/u);
  return { wasRead: true, samples, rejected };
}
