/** The tables in force of an assay, compared as its definition says. */
import { joinTables } from '../../domain/assay/join-tables.ts';
import { matchSamples } from '../../domain/assay/match-samples.ts';
import { type NormalizedPanel, normalizePanel } from '../../domain/assay/normalize-panel.ts';
import type { RegisteredSample, Remark, SampleRegister } from '../../domain/assay/sample-register.ts';
import type { ExpressionTable } from '../../domain/assay/tables.ts';
import { genesOfTranscripts } from '../../domain/assay/transcripts.ts';
import { plateWithout, tableWithout } from '../../domain/assay/without-samples.ts';
import { byText } from '../../domain/by-text.ts';
import { type ComparedContrast, compareGenes } from '../../domain/contrast/compare-genes.ts';
import { measurementsIn } from '../../domain/endpoint/measurements-in.ts';
import { type UnitEndpoint, unitEndpoints } from '../../domain/endpoint/unit-endpoints.ts';
import { contrastsOf } from '../../domain/experiment/assay-checks.ts';
import type { Assay, EndpointAssay } from '../../domain/experiment/assay-schema.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { isOfPits, type PitAssay } from '../../domain/experiment/pit-assay.ts';
import { strangersRemark } from '../../domain/pit/place-pits.ts';
import type { SliceMeasured } from '../../domain/pit/slice-measured.ts';
import { type SlicesFound, slicesOfFiles } from '../../domain/pit/slices-of-files.ts';
import type { Plate } from '../../domain/qpcr/plate.ts';
import { type Quantities, quantitiesOf } from '../../domain/qpcr/quantities.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import { countText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import type { TableInForce } from './records-digest.ts';

export interface NamedTable extends TableInForce {
  /** Of the file that it came in: a plate is told by it. */
  readonly fileName: string;
  readonly downlink: string;
  /** Of the file, and how many of them were rejected. */
  readonly records: number;
  readonly rejected: number;
  /** Who sent it, and when. */
  readonly by: string;
  readonly at: Micros;
}

export type Compared =
  | {
      readonly remarks: readonly Remark[];
      readonly contrasts: readonly ComparedContrast[];
      /** Of wells: what arms are compared by. */
      readonly quantities?: Quantities;
      /** Of pits. */
      readonly slices?: readonly SliceMeasured[];
      /** Of tables of endpoints. */
      readonly measured?: readonly UnitEndpoint[];
    }
  | { readonly remarks: readonly Remark[]; readonly refused: Remark };

/** An assay, and what is known of its samples. */
export interface AssayAsked {
  readonly assay: Assay;
  readonly index: DefinitionIndex;
  readonly register: SampleRegister;
  /** Whether the sample, which is known, does not count. */
  readonly isExcluded: (sample: RegisteredSample) => boolean;
}

export function compareAssay(asked: AssayAsked, tables: readonly NamedTable[]): Compared {
  const { assay, index, register } = asked;
  const { remarks } = register;
  // Without a sample that is known there is no contrast, and why stands first.
  const noSheet =
    register.samples.length === 0 ? remarks.find(({ code }) => code.startsWith('sheet.')) : undefined;
  if (noSheet !== undefined) return { remarks, refused: noSheet };
  if (assay.kind === 'qpcr') return ofWells(assay, asked, tables);
  if (isOfPits(assay)) return ofPits(assay, asked, tables);
  if (assay.kind === 'endpoint-table') return ofEndpoints(assay, asked, tables);
  try {
    const comparable = comparableGenes(asked, tables);
    if (comparable === null) return { remarks, refused: awaited(assay) };
    const { contrasts } = compareGenes(comparable.table, comparable.samples, {
      contrasts: contrastsOf(assay, index),
      design: assay.design,
    });
    return { remarks: [...remarks, ...comparable.remarks], contrasts };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { remarks, refused: { code: error.code, message: error.message } };
  }
}

export interface ComparableGenes {
  readonly table: ExpressionTable;
  /** That count, and did not fail. */
  readonly samples: readonly RegisteredSample[];
  readonly remarks: readonly Remark[];
}

/**
 * Of an assay of genes: the one table of all its files, and the samples that are compared in it. Null where no file has
 * come. Fails with a Refusal where files are in conflict, or transcripts have no genes.
 */
export function comparableGenes(
  { assay, register, isExcluded }: AssayAsked,
  tables: readonly NamedTable[],
): ComparableGenes | null {
  const of = (wanted: TableInForce['role']) =>
    tables.flatMap(({ role, table }) => (role === wanted ? [table] : []));
  const values = of('values').filter((table) => table.table === 'expression');
  if (values.length === 0) return null;
  const maps = of('transcripts').filter((table) => table.table === 'sheet');
  const { table, remarks } = joinedOf(values, maps);
  const counted = register.samples.filter((sample) => !isExcluded(sample));
  const comparable = comparableOf(tableWithout(table, register.samples, isExcluded), assay);
  return {
    table: comparable.table,
    samples: counted.filter(isNotOf(comparable.failed, counted)),
    remarks: [...remarks, ...comparable.remarks],
  };
}

const awaited = ({ match }: Assay): Remark => ({
  code: 'assay.awaited',
  message: `no file ${match} has come that could be compared`,
});

function ofWells(
  assay: Extract<Assay, { readonly kind: 'qpcr' }>,
  { register: { samples, remarks }, isExcluded }: AssayAsked,
  tables: readonly NamedTable[],
): Compared {
  const plates = platesIn(tables).map((plate) => plateWithout(plate, samples, isExcluded));
  if (plates.length === 0) return { remarks, refused: awaited(assay) };
  const counted = samples.filter((sample) => !isExcluded(sample));
  const quantities = quantitiesOf(plates, counted, assay.references);
  if ('refused' in quantities) return { remarks, refused: quantities.refused };
  return { remarks: [...remarks, ...quantities.remarks], contrasts: [], quantities };
}

function ofPits(assay: PitAssay, asked: AssayAsked, tables: readonly NamedTable[]): Compared {
  const { slices, remarks } = slicesInForce(assay, asked, tables);
  if (slices === null) return { remarks, refused: awaited(assay) };
  // Rows came, and nobody knows of which slices.
  const stranger = remarks.find(({ code }) => code === 'pit.unit');
  if (slices.length === 0 && stranger !== undefined)
    return { remarks: asked.register.remarks, refused: stranger };
  return { remarks, contrasts: [], slices };
}

/** Of an assay of pits: its slices by the files in force, with the rows of each. */
export function slicesInForce(
  assay: PitAssay,
  { index, register, isExcluded }: Omit<AssayAsked, 'assay'>,
  tables: readonly NamedTable[],
): SlicesFound {
  const measured = tables.flatMap(({ table, ...file }) =>
    table.table === 'pits' ? [{ ...file, table }] : [],
  );
  return slicesOfFiles(
    { assay, index, register, isExcluded },
    {
      images: measured.filter(({ role }) => role !== 'mask'),
      masks: measured.filter(({ role }) => role === 'mask'),
      sheets: tables.flatMap(({ table }) => (table.table === 'sheet' ? [table] : [])),
    },
  );
}

function ofEndpoints(
  assay: EndpointAssay,
  { index, register, isExcluded }: AssayAsked,
  tables: readonly NamedTable[],
): Compared {
  const rows = measurementsIn(tables.filter(({ role }) => role === 'values'));
  if (rows.length === 0) return { remarks: register.remarks, refused: awaited(assay) };
  const known = rows.filter(({ unit }) => index.units.has(unit));
  const out = new Set(register.samples.flatMap((one) => (isExcluded(one) ? [one.unit] : [])));
  const measured = unitEndpoints(
    known.filter(({ unit }) => !out.has(unit)),
    assay.endpoints,
  );
  const strangers = strangersRemark(
    rows.flatMap(({ unit, endpoint }) => (index.units.has(unit) ? [] : [{ unit, what: endpoint }])),
    index,
  );
  if (known.length === 0) return { remarks: register.remarks, refused: strangers[0]! };
  return { remarks: [...register.remarks, ...strangers], contrasts: [], measured };
}

/** Files that hold the same are one plate, under the first of their names: its cycles count once however often they came. */
function platesIn(tables: readonly NamedTable[]): Plate[] {
  const byDigest = Map.groupBy(
    tables.filter(({ role }) => role === 'values'),
    ({ digest }) => digest,
  );
  return [...byDigest.values()].flatMap((same) => {
    const [first] = same.toSorted((one, other) => byText(one.fileName, other.fileName));
    if (first === undefined || first.table.table !== 'wells') return [];
    const { table: _, ...told } = first.table;
    return [{ name: first.fileName, ...told }];
  });
}

/** Lanes of a panel are normalized first: what the probes of controls count says how much to, and is of no gene. */
function comparableOf(
  table: ExpressionTable,
  assay: Assay,
): Pick<NormalizedPanel, 'table' | 'failed' | 'remarks'> {
  const { classes } = table;
  if (classes === null) return { table, failed: [], remarks: [] };
  return normalizePanel({ ...table, classes }, assay.kind === 'counts' ? assay.references : []);
}

/** What is told of a failed lane is not that it never came. */
function isNotOf(
  failed: readonly string[],
  register: readonly RegisteredSample[],
): (sample: RegisteredSample) => boolean {
  const { samples } = matchSamples(
    failed.map((name) => ({ name })),
    register,
  );
  return (sample) => !samples.includes(sample);
}

/** One table of genes. Fails with a Refusal where files are in conflict, or transcripts have no genes. */
function joinedOf(
  values: readonly ExpressionTable[],
  maps: Parameters<typeof genesOfTranscripts>[1],
): { readonly table: ExpressionTable; readonly remarks: readonly Remark[] } {
  const { table, conflicts } = joinTables(values);
  if (conflicts.length > 0) {
    const samples = [...new Set(conflicts.map(({ sample }) => sample))];
    const [first] = conflicts;
    const example =
      first === undefined
        ? ''
        : `, such as ${first.feature} of ${first.sample}: ${first.values.join(' and ')}`;
    throw new Refusal(
      'conflict',
      'assay.conflict',
      `files differ in ${countText(conflicts.length, 'value')} of ${listText(samples, ', ', 6)}${example}; neither is taken: withdraw the file that is not to count`,
    );
  }
  if (table.feature !== 'transcript') return { table, remarks: [] };
  return genesOfTranscripts(table, maps);
}
