/** Which column of an export says what of a well, whoever wrote it. */

export interface WellColumns {
  readonly ct: number;
  readonly well: number | null;
  readonly plate: number | null;
  readonly sample: number | null;
  readonly target: number | null;
  readonly task: number | null;
  readonly quantity: number | null;
  /** Logarithm (base 10) of the quantity, as a dilution series has it. */
  readonly logQuantity: number | null;
  /** True where the well is left out; `include` is the other way round. */
  readonly omit: number | null;
  readonly include: number | null;
}

/** Names of each column, the most telling first. */
const NAMES = {
  ct: ['ct', 'cq', 'cp', 'crt', 'ct value', 'cq value', 'cp value'],
  well: ['well position', 'well pos', 'pos', 'position', 'well'],
  plate: ['plateid', 'plate id', 'plate', 'plate name'],
  sample: ['sample name', 'sample', 'sample id', 'name', 'unit'],
  target: [
    'target name',
    'target',
    'detector name',
    'detector',
    'gene',
    'gene name',
    'gene symbol',
    'assay',
    'assay name',
    'primer',
    'primers',
  ],
  task: ['task', 'content', 'sample type', 'well type', 'type'],
  // What a LightCycler calls standard is the concentration of one; its concentration is a result.
  quantity: [
    'standard',
    'quantity',
    'starting quantity (sq)',
    'starting quantity',
    'sq',
    'concentration',
    'conc',
  ],
  logQuantity: ['log10dil', 'log10 dilution', 'log dilution', 'log10 quantity', 'log quantity'],
  omit: ['omit', 'omitted', 'excluded', 'outlier'],
  include: ['include', 'included'],
} as const;

/** Null where the cells are no header of wells: it has a cycle of threshold, and a sample, a target or a well. */
export function wellColumns(cells: readonly string[]): WellColumns | null {
  const names = cells.map(plainName);
  const find = (known: readonly string[]) => {
    const name = known.find((one) => names.includes(one));
    return name === undefined ? null : names.indexOf(name);
  };
  const ct = find(NAMES.ct);
  const columns = {
    ...{
      well: find(NAMES.well),
      plate: find(NAMES.plate),
      sample: find(NAMES.sample),
      target: find(NAMES.target),
    },
    ...{ task: find(NAMES.task), quantity: find(NAMES.quantity), logQuantity: find(NAMES.logQuantity) },
    ...{ omit: find(NAMES.omit), include: find(NAMES.include) },
  };
  const says = [columns.well, columns.sample, columns.target].some((column) => column !== null);
  return ct === null || !says ? null : { ct, ...columns };
}

/** Small letters without marks; Applied Biosystems writes the T of CT in Cyrillic. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('т', 't')
    .replaceAll('с', 'c')
    .replace(/[\s_.]+/g, ' ')
    .trim();
}

export function formatOfWells(cells: readonly string[]): string {
  const names = new Set(cells.map(plainName));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  if (has('fluor', 'content', 'cq')) return 'Bio-Rad CFX Cq results';
  if (has('well position', 'target name')) return 'QuantStudio results';
  if (has('detector', 'task')) return 'ABI SDS results';
  return has('pos', 'cp') ? 'LightCycler Cp table' : 'Ct table';
}
