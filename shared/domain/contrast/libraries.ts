/** From columns of a table to replicates: which sample each column is, and one column a culture unit. */
import { sampleMatches } from '../assay/sample-names.ts';
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { ExpressionTable } from '../assay/tables.ts';
import { matchesGlob } from '../experiment/glob.ts';
import { quoted } from '../quoted.ts';
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
  const found = table.samples.map((name, column) => ({ name, column, ...sampleOf(name, register) }));
  const known = found.flatMap(({ name, column, sample }) =>
    sample === null ? [] : [{ name, column, sample }],
  );
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
    ...{ values, whole, remarks: remarksOn(found, register, table.features.length - whole.length) },
  };
}

interface Found {
  readonly sample: RegisteredSample | null;
  readonly how: 'same' | 'mangled' | null;
}

/** The name itself, then as R writes it, then what a pattern fits: of a file of one sample the name is the file's. */
function sampleOf(name: string, register: readonly RegisteredSample[]): Found {
  const same = register.find((one) => one.name === name);
  if (same !== undefined) return { sample: same, how: 'same' };
  const mangled = register.filter((one) => sampleMatches(name, one.name) === 'mangled');
  if (mangled.length === 1) return { sample: mangled[0]!, how: 'mangled' };
  const fitting = register.filter((one) => matchesGlob(one.name, name));
  return { sample: fitting.length === 1 ? fitting[0]! : null, how: 'same' };
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

function remarksOn(
  found: readonly (Found & { readonly name: string })[],
  register: readonly RegisteredSample[],
  partial: number,
): Remark[] {
  const unknown = found.flatMap(({ name, sample }) => (sample === null ? [name] : []));
  const mangled = found.flatMap(({ name, sample, how }) =>
    how === 'mangled' ? [`${name} for ${sample?.name}`] : [],
  );
  const seen = new Set(found.map(({ sample }) => sample));
  const absent = register.flatMap((one) => (seen.has(one) ? [] : [one.name]));
  const remark = (code: string, is: boolean, message: string) => (is ? [{ code, message }] : []);
  return [
    ...remark(
      'sample.undeclared',
      unknown.length > 0,
      `nothing says what ${listText(unknown.map(quoted), ', ', 12)} ${unknown.length === 1 ? 'is' : 'are'}: left out; declare ${unknown.length === 1 ? 'it' : 'them'} in samples, or in the sheet`,
    ),
    ...remark(
      'sample.not-come',
      absent.length > 0,
      `no file has brought ${listText(absent.map(quoted), ', ', 12)}, which ${absent.length === 1 ? 'is' : 'are'} declared`,
    ),
    ...remark(
      'sample.mangled',
      mangled.length > 0,
      `names as R writes them were taken for what they are: ${listText(mangled, ', ', 12)}`,
    ),
    ...remark(
      'feature.incomplete',
      partial > 0,
      `${countText(partial, 'gene')} ${partial === 1 ? 'lacks' : 'lack'} a value in a sample and ${partial === 1 ? 'is' : 'are'} not compared`,
    ),
  ];
}
