/** The expression batch as its laboratory sends it: a matrix of counts, the run sheet, and how the definition reads both. */
import type { GeneBatch } from './gene-batch.ts';
import { armOf } from './mission.ts';

export const ASSAY = 'rnaseq';
export const COUNTS_FILE = 'counts.csv';
export const SHEET_FILE = 'runsheet.csv';
const SAMPLE = 'Sample Name';
const UNIT = 'Source Name';

/** Genes in rows, libraries in columns. */
export function countsText({ libraries, rows }: GeneBatch): string {
  const lines = rows.map(({ gene, counts }) => [gene, ...counts].join(','));
  return `${[['gene', ...libraries.map(({ name }) => name)].join(','), ...lines].join('\n')}\n`;
}

const FACTOR = 'Factor Value[Spaceflight]';
/** As GeneLab writes them. */
const FACTOR_VALUES = {
  flight: 'Space Flight',
  centrifuge: 'Space Flight: 1G by centrifugation',
  ground: 'Ground Control',
} as const;

/** A row a library: the unit it is of, and what it was handled with. */
export function sheetText({ libraries }: GeneBatch): string {
  const rows = libraries.map(({ name, unit, lane, storage }) =>
    [name, unit.id, FACTOR_VALUES[armOf(unit)], lane, storage].join(','),
  );
  return `${[[SAMPLE, UNIT, FACTOR, 'lane', 'storage'].join(','), ...rows].join('\n')}\n`;
}

/** What the definition says of the batch. */
export function geneAssayLines(): string[] {
  return [
    `  - id: ${ASSAY}`,
    '    kind: counts',
    '    match: "counts*.csv*"',
    '    # Cells were fixed on board: what they lived through later shows in no gene.',
    '    takenAt: fixation',
    '    # The laboratory tells its libraries in a table of its own. Units lead to their arms.',
    `    sheet: { match: "runsheet*.csv", sample: ${SAMPLE}, unit: ${UNIT}, batch: [lane, storage] }`,
    '    # The lane is a factor of the model. Storage is told but none: where it differs by arm, the answer says so.',
    '    design: { batch: [lane] }',
    '    # Contrasts are left out: each arm that flew is compared with each arm at 1 g, gravity alone first.',
  ];
}
