/** From columns of a table to replicates: which sample each column is, and one column a culture unit. */
import { matchSamples } from '../assay/match-samples.ts';
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { ExpressionTable } from '../assay/tables.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';

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
      samples: libraries.map(({ sample }) => sample),
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
    ...{ values, whole },
    remarks: [...matched.remarks, ...mergedRemarks(replicates), ...lackingRemarks(table, whole)],
  };
}

/** Libraries of one unit are one sample of it; where they were handled apart the unit was in none of the batches alone. */
function mergedSample(samples: readonly RegisteredSample[]): Omit<RegisteredSample, 'name'> {
  const { name: _, ...first } = samples[0]!;
  const merged = (key: 'batch' | 'covariates') => {
    const factors = new Set(samples.flatMap((one) => Object.keys(one[key])));
    return Object.fromEntries(
      [...factors].map((factor) => [factor, joinedText(samples.map((one) => one[key][factor] ?? ''))]),
    );
  };
  const donors = samples.flatMap(({ donor }) => donor ?? []);
  return {
    ...first,
    donor: donors.length === 0 ? null : joinedText(donors),
    ...{ batch: merged('batch'), covariates: merged('covariates') },
  };
}

function joinedText(levels: readonly string[]): string {
  const [only = '', ...others] = [...new Set(levels)].sort();
  return others.length === 0 ? only : [only === '' ? 'untold' : only, ...others].join('+');
}

interface MergedLibraries {
  readonly replicate: Replicate;
  readonly samples: readonly RegisteredSample[];
}

/** Units whose libraries differ in what the model takes the unit to be one of. Where all units are alike in it, nothing is. */
function mergedRemarks(all: readonly MergedLibraries[]): Remark[] {
  const donors = all.flatMap(({ replicate: { name, donor }, samples }) =>
    new Set(samples.flatMap((one) => one.donor ?? [])).size > 1 ? [`${name} (${donor ?? ''})`] : [],
  );
  const factors = (['batch', 'covariates'] as const).flatMap((key) =>
    [...new Set(all.flatMap(({ replicate }) => Object.keys(replicate[key])))].sort().flatMap((factor) => {
      if (new Set(all.map(({ replicate }) => replicate[key][factor] ?? '')).size === 1) return [];
      const mixed = all.flatMap(({ replicate, samples }) =>
        new Set(samples.map((one) => one[key][factor] ?? '')).size > 1
          ? [`${replicate.name} (${replicate[key][factor]})`]
          : [],
      );
      return mixed.length === 0 ? [] : [differText(factor, mixed)];
    }),
  );
  const messages = [...(donors.length === 0 ? [] : [differText('donor', donors)]), ...factors];
  return messages.map((message) => ({ code: 'libraries.differ', message }));
}

const differText = (factor: string, units: readonly string[]): string =>
  `libraries of one unit are taken as one, and differ in ${factor}: ${listText(units, ', ', 12)}, taken as a level of its own`;

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

function lackingRemarks({ features }: ExpressionTable, whole: readonly number[]): Remark[] {
  const isWhole = new Set(whole);
  const lacking = features.filter((_, f) => !isWhole.has(f));
  if (lacking.length === 0) return [];
  const [lacks, is] = lacking.length === 1 ? ['lacks', 'is'] : ['lack', 'are'];
  const message = `${countText(lacking.length, 'gene')} ${lacks} a value in some sample (its cell is empty or was rejected, or a file lacks the gene) and ${is} not compared: ${listText(lacking, ', ', 6)}`;
  return [{ code: 'feature.incomplete', message }];
}
