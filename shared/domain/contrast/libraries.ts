/** From columns of a table to replicates: which sample each column is, and one column a culture unit. */
import { matchSamples } from '../assay/match-samples.ts';
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { ExpressionTable } from '../assay/tables.ts';
import { countText } from '../words/count.ts';

/** What is compared with others: a culture unit, or a sample where no units are told. */
export interface Replicate {
  readonly name: string;
  readonly unit: string | null;
  readonly arm: string;
  readonly donor: string | null;
  readonly batch: Readonly<Record<string, string>>;
  readonly covariates: Readonly<Record<string, string>>;
  /** Names of its libraries, as the files have them. */
  readonly libraries: readonly string[];
}

export interface Replicates {
  readonly replicates: readonly Replicate[];
  /** By feature: counts of a unit's libraries are summed, logarithms averaged. */
  readonly values: Float64Array;
  /** Places of the features that every replicate has a value of. */
  readonly whole: readonly number[];
  readonly remarks: readonly Remark[];
}

/** Replicates in the order of their arms and names. A sample that nothing tells is named and left out. */
export function replicatesOf(table: ExpressionTable, register: readonly RegisteredSample[]): Replicates {
  const matched = matchSamples(
    table.samples.map((name) => ({ name })),
    register,
  );
  const known = table.samples.flatMap((name, column) => {
    const sample = matched.samples[column] ?? null;
    return sample === null ? [] : [{ name, column, sample }];
  });
  const byReplicate = Map.groupBy(known, ({ name, sample }) => sample.unit ?? name);
  const replicates = [...byReplicate]
    .map(([name, libraries]) => ({
      replicate: {
        ...mergedSample(libraries.map(({ sample }) => sample)),
        name,
        libraries: libraries.map((one) => one.name),
      },
      columns: libraries.map(({ column }) => column),
    }))
    .sort((a, b) => byArmAndName(a.replicate, b.replicate));
  const values = joined(
    table,
    replicates.map(({ columns }) => columns),
  );
  const width = replicates.length;
  const whole = table.features.flatMap((_, f) =>
    values.subarray(f * width, (f + 1) * width).some(Number.isNaN) ? [] : [f],
  );
  return {
    replicates: replicates.map(({ replicate }) => replicate),
    ...{ values, whole, remarks: [...matched.remarks, ...remarksOn(table.features.length - whole.length)] },
  };
}

/** Libraries of one unit are one sample of it; where they were handled apart the unit was in none of the batches alone. */
function mergedSample(samples: readonly RegisteredSample[]): Omit<RegisteredSample, 'name'> {
  const { name: _, ...first } = samples[0]!;
  const merged = (key: 'batch' | 'covariates') =>
    Object.fromEntries(
      Object.keys(first[key]).map((factor) => [
        factor,
        [...new Set(samples.map((one) => one[key][factor] ?? ''))].sort().join('+'),
      ]),
    );
  return { ...first, batch: merged('batch'), covariates: merged('covariates') };
}

function byArmAndName(a: Replicate, b: Replicate): number {
  const [one, other] = [`${a.arm} ${a.name}`, `${b.arm} ${b.name}`];
  return one < other ? -1 : Number(one > other);
}

function joined(
  { features, samples, values, scale }: ExpressionTable,
  columns: readonly (readonly number[])[],
) {
  const out = new Float64Array(features.length * columns.length);
  for (let f = 0; f < features.length; f++) {
    columns.forEach((of, r) => {
      let sum = 0;
      for (const column of of) sum += values[f * samples.length + column]!;
      out[f * columns.length + r] = scale === 'counts' ? sum : sum / of.length;
    });
  }
  return out;
}

function remarksOn(partial: number): Remark[] {
  if (partial === 0) return [];
  const message = `${countText(partial, 'gene')} ${partial === 1 ? 'lacks' : 'lack'} a value in a sample and ${partial === 1 ? 'is' : 'are'} not compared`;
  return [{ code: 'feature.incomplete', message }];
}
