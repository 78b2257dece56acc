/** Tables without the samples that were excluded: they are known, and do not count. */
import { matchSamples, type NamedInFile } from './match-samples.ts';
import type { RegisteredSample } from './sample-register.ts';
import type { ExpressionTable, WellTable } from './tables.ts';

type IsExcluded = (sample: RegisteredSample) => boolean;

/** Names of a file that are samples which are excluded. */
function excludedIn(
  names: readonly NamedInFile[],
  register: readonly RegisteredSample[],
  isExcluded: IsExcluded,
): ReadonlySet<string> {
  const { samples } = matchSamples(names, register);
  return new Set(
    samples.flatMap((sample, i) => (sample !== null && isExcluded(sample) ? [names[i]!.name] : [])),
  );
}

export function tableWithout(
  table: ExpressionTable,
  register: readonly RegisteredSample[],
  isExcluded: IsExcluded,
): ExpressionTable {
  const out = excludedIn(
    table.samples.map((name) => ({ name })),
    register,
    isExcluded,
  );
  if (out.size === 0) return table;
  const columns = table.samples.flatMap((name, column) => (out.has(name) ? [] : [column]));
  const [width, kept] = [table.samples.length, columns.length];
  const values = new Float64Array(table.features.length * kept);
  for (let f = 0; f < table.features.length; f++)
    for (const [to, from] of columns.entries()) values[f * kept + to] = table.values[f * width + from]!;
  return { ...table, samples: columns.map((column) => table.samples[column]!), values };
}

/** Standards and controls stay: they are of no sample. */
export function plateWithout<P extends Pick<WellTable, 'wells' | 'descriptions'>>(
  plate: P,
  register: readonly RegisteredSample[],
  isExcluded: IsExcluded,
): P {
  const names = [...new Set(plate.wells.map(({ sample }) => sample))];
  const out = excludedIn(
    names.map((name) => ({ name, description: plate.descriptions?.get(name) })),
    register,
    isExcluded,
  );
  if (out.size === 0) return plate;
  return {
    ...plate,
    wells: plate.wells.filter(({ sample, task }) => task !== 'UNKNOWN' || !out.has(sample)),
  };
}
