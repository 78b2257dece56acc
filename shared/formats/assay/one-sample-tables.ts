/** Tables that a quantifier writes for one sample: several numbers per feature, of which one is the count. */
import type { FeatureKind } from '../../domain/assay/tables.ts';
import type { ColumnRoles } from './column-roles.ts';

interface OneSampleTable {
  readonly format: string;
  /** Columns that the header must have, in lower case: of the id first, of the count second. */
  readonly columns: readonly [id: string, count: string, ...others: string[]];
  readonly symbol?: string;
  readonly feature: FeatureKind;
}

const TABLES: readonly OneSampleTable[] = [
  {
    format: 'Salmon quant.sf',
    columns: ['name', 'numreads', 'effectivelength', 'tpm'],
    feature: 'transcript',
  },
  {
    format: 'kallisto abundance',
    columns: ['target_id', 'est_counts', 'eff_length', 'tpm'],
    feature: 'transcript',
  },
  {
    format: 'RSEM isoforms.results',
    columns: ['transcript_id', 'expected_count', 'gene_id', 'fpkm', 'isopct'],
    feature: 'transcript',
  },
  {
    format: 'RSEM genes.results',
    columns: ['gene_id', 'expected_count', 'effective_length', 'fpkm'],
    feature: 'gene',
  },
];

export interface OneSample {
  readonly format: string;
  readonly feature: FeatureKind;
  readonly roles: ColumnRoles;
}

/** What the header is of, with the file as the name of its sample; null where it is of none. */
export function oneSampleOf(header: readonly string[], fileName: string): OneSample | null {
  const names = header.map((name) => name.toLowerCase());
  const table = TABLES.find(({ columns }) => columns.every((column) => names.includes(column)));
  if (table === undefined) return null;
  const [id, count] = table.columns;
  const samples = [{ index: names.indexOf(count), name: fileName }];
  const roles = {
    width: header.length,
    id: names.indexOf(id),
    symbol: null,
    classes: null,
    samples,
    unread: [],
  };
  return { format: table.format, feature: table.feature, roles };
}
