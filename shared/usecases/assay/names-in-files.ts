/** Which samples an assay has, and what its files call them. */
import { matchSamples, type NamedInFile } from '../../domain/assay/match-samples.ts';
import {
  type RegisteredSample,
  registerOf,
  type SampleRegister,
} from '../../domain/assay/sample-register.ts';
import { byText } from '../../domain/by-text.ts';
import { rowsOfFile, unitsTold } from '../../domain/endpoint/measurements-in.ts';
import type { Assay } from '../../domain/experiment/assay-schema.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { isOfPits } from '../../domain/experiment/pit-assay.ts';
import { nameInTable, placesIn, slicesByPlace, slicesTold } from '../../domain/pit/slice-samples.ts';
import type { NamedTable } from './compare-assay.ts';

/** A table, what it is to the assay, and the file that it came in. */
export type TableOfFile = Pick<NamedTable, 'role' | 'fileName' | 'table'>;

/** What the samples of an assay are, by its definition or by the sheets that came. */
export function registerIn(
  assay: Assay,
  index: DefinitionIndex,
  tables: readonly TableOfFile[],
): SampleRegister {
  const sheets = tables.flatMap(({ role, table }) =>
    role === 'sheet' && table.table === 'sheet' ? [table] : [],
  );
  const register = registerOf(assay, index, sheets);
  if (assay.kind === 'endpoint-table')
    return {
      ...register,
      samples: [
        ...register.samples,
        ...unitsTold(
          index,
          register.samples,
          tables.filter(({ role }) => role === 'values'),
        ),
      ],
    };
  if (!isOfPits(assay)) return register;
  const told = slicesTold(
    index,
    register.samples,
    tables.map(({ table }) => table),
  );
  return { ...register, samples: [...register.samples, ...told] };
}

const named = (name: string): NamedInFile => ({ name });

/** What the files call the registered samples of which they hold something. */
export function namesInFiles(
  { samples }: SampleRegister,
  tables: readonly NamedTable[],
): ReadonlyMap<RegisteredSample, readonly string[]> {
  const byPlace = slicesByPlace(samples);
  const names = tables.flatMap(({ role, table }): NamedInFile[] => {
    // Without its image it holds nothing of a sample.
    if (role === 'mask') return [];
    if (table.table === 'expression') return table.samples.map(named);
    if (table.table === 'sheet') return [];
    if (table.table === 'pits')
      return [...new Set(table.rows.map((row) => nameInTable(row, table, byPlace)))].map(named);
    const ofWells = new Set(table.wells.map(({ sample }) => sample));
    return [...ofWells].map((name) => ({ name, description: table.descriptions?.get(name) }));
  });
  const matched = matchSamples(names, samples).samples;
  const found = new Map<RegisteredSample, string[]>();
  const add = (sample: RegisteredSample, name: string) => {
    const known = found.get(sample) ?? [];
    if (!known.includes(name)) found.set(sample, [...known, name].sort(byText));
  };
  for (const [i, sample] of matched.entries()) if (sample !== null) add(sample, names[i]!.name);
  // A slice that is declared under a name of its own is `unit/slice` in a table that names its unit.
  for (const { table } of tables)
    if (table.table === 'pits') for (const [name, sample] of placesIn(table.rows, byPlace)) add(sample, name);
  // Long tables of endpoints name units, and no samples.
  const measured = new Set(
    tables.flatMap((one) => (one.role === 'values' ? rowsOfFile(one).map(({ unit }) => unit) : [])),
  );
  for (const sample of samples)
    if (sample.unit !== null && measured.has(sample.unit)) add(sample, sample.unit);
  return found;
}
