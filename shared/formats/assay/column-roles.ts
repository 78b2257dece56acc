/** What the columns of a table are for: the name of the feature, its symbol, samples, and what is not read. */
import type { ExpressionScale, FeatureKind } from '../../domain/assay/tables.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isMissing, isNumber } from './cell-text.ts';
import { MOST_SAMPLES, refuseAbove } from './limits.ts';
import type { TableLayout } from './table-layout.ts';

export interface SampleColumn {
  readonly index: number;
  readonly name: string;
}

export interface ColumnRoles {
  readonly width: number;
  readonly id: number;
  readonly symbol: number | null;
  readonly classes: number | null;
  readonly samples: readonly SampleColumn[];
  /** Names of columns that hold something and are not read. */
  readonly unread: readonly string[];
}

const SYMBOL =
  /^(?:gene[ ._]?)?symbols?$|^(?:external[ ._]?)?gene[ ._]?names?$|^(?:mgi|hgnc|rgd)[ ._]?symbol$/i;
const ID =
  /^(?:gene|transcript|feature|probe|probeset|tx|target|tracking|ensembl|entrez|refseq)s?[ ._]?(?:gene|transcript)?[ ._]?(?:id|ids|name)?$|^id(?:[ ._]?ref)?$|^geneid$|^name$|^accession$|^locus$/i;
/** Numbers that are said of a gene, whatever the samples. */
const OF_THE_GENE =
  /^(?:chr|chrom|chromosome|seqnames?|length|effective[ ._]?length|gene[ ._]?length|transcript[ ._]?length|width|entrez(?:[ ._]?gene)?(?:[ ._]?id)?|ncbi[ ._]?(?:gene[ ._]?)?id)$/i;
const OF_ITS_PLACE = /^(?:start|end|strand|stop)$/i;
/** Rows of STAR and HTSeq that count what belongs to no gene. */
export const SUMMARY_ROWS =
  /^(?:N_(?:unmapped|multimapping|noFeature|ambiguous)|__(?:no_feature|ambiguous|too_low_aQual|not_aligned|alignment_not_unique))$/;
const ENSEMBL = /^ENS[A-Z]*[GT]\d{6,}/;

/**
 * The id is the first column, or the first that is called one where the first only counts the rows. A numeric column is a
 * sample, unless its name says that it is of the gene (length, chromosome). Fails with `header.missing`,
 * `assay.transposed`, `assay.no-samples`, `sample.twice` or `assay.too-large`.
 */
export function rolesOf(layout: TableLayout): ColumnRoles {
  const { header, sample, headerLine } = layout;
  refuseNoHeader(header, headerLine);
  const id = idColumn(layout);
  const symbol = header.findIndex((name, i) => i !== id && SYMBOL.test(name));
  const hasPlace = header.some((name) => /^(?:chr|chrom|chromosome|seqnames?)$/i.test(name));
  const isOfGene = (name: string) => OF_THE_GENE.test(name) || (hasPlace && OF_ITS_PLACE.test(name));
  const others = header
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => index !== id && index !== symbol);
  const samples = others.filter(
    ({ name, index }) => name !== '' && !isOfGene(name) && holdsNumbers(sample, index),
  );
  const unread = others
    .filter((one) => !samples.includes(one) && sample.some((row) => row[one.index] !== ''))
    .map(({ name, index }) => (name === '' ? `column ${index + 1}` : name));
  refuseSamples(samples, headerLine);
  const shown = symbol >= 0 ? symbol : SYMBOL.test(header[id] ?? '') ? id : null;
  return { width: header.length, id, symbol: shown, classes: null, samples, unread };
}

/** Fails with `assay.no-samples`, `sample.twice` or `assay.too-large`. */
export function refuseSamples(samples: readonly SampleColumn[], line: number): void {
  if (samples.length === 0) {
    const sentence = `line ${line}: expected a column of numbers per sample, got none`;
    throw new Refusal('invalid', 'assay.no-samples', sentence, { line });
  }
  refuseAbove(MOST_SAMPLES, samples.length, 'samples', 'send them in several files');
  const first = new Map<string, number>();
  for (const { name, index } of samples) {
    const other = first.get(name);
    if (other !== undefined) {
      const sentence = `line ${line}: two columns (${other + 1} and ${index + 1}) are called ${quoted(name)}, and nobody can tell which is the sample: rename one`;
      throw new Refusal('invalid', 'sample.twice', sentence, { line, column: name });
    }
    first.set(name, index);
  }
}

function refuseNoHeader(header: readonly string[], line: number): void {
  const names = header.slice(1);
  if (names.length > 2 && names.filter((name) => ENSEMBL.test(name)).length > names.length / 2) {
    const sentence = `line ${line}: the header names genes: expected a row per gene and a column per sample; turn the table and send it again`;
    throw new Refusal('invalid', 'assay.transposed', sentence, { line });
  }
  const [first = ''] = header;
  const isData = ENSEMBL.test(first) || !(first === '' || ID.test(first) || SYMBOL.test(first));
  if (!isData || !names.every((name) => isNumber(name) || isMissing(name))) return;
  const sentence = `line ${line}: expected a header with the names of the samples, got the numbers of ${quoted(first)}: put a header above them`;
  throw new Refusal('invalid', 'header.missing', sentence, { line });
}

function idColumn({ header, sample }: TableLayout): number {
  const counts = sample.length > 1 && sample.every((row, i) => Number(row[0]) === Number(sample[0]![0]) + i);
  const isRowNumber = counts && /^(?:|x|\.\.\.1|unnamed: 0|#|row|index)$/i.test(header[0] ?? '');
  if (!isRowNumber) return 0;
  const named = header.findIndex((name, i) => i > 0 && (ID.test(name) || SYMBOL.test(name)));
  const text = header.findIndex((_, i) => i > 0 && !holdsNumbers(sample, i));
  return named > 0 ? named : Math.max(text, 0);
}

/** Whether the column has numbers, or nothing that says it has none. */
function holdsNumbers(sample: readonly (readonly string[])[], index: number): boolean {
  let numbers = 0;
  let texts = 0;
  for (const row of sample) {
    const text = row[index] ?? '';
    if (isNumber(text)) numbers++;
    else if (!isMissing(text)) texts++;
  }
  return numbers >= texts;
}

/** What the rows are of, by their names; `other` where these do not say. */
export function featureKindOf(ids: readonly string[], other: FeatureKind): FeatureKind {
  const share = (pattern: RegExp) => ids.filter((id) => pattern.test(id)).length > ids.length / 2;
  if (share(/^ENS[A-Z]*T\d{6,}/)) return 'transcript';
  if (share(/^ENS[A-Z]*G\d{6,}/)) return 'gene';
  return share(/_(?:[sx]_)?at$|^ILMN_\d+$|^A_\d+_P\d+$/) ? 'probe' : other;
}

export function formatOf({ header }: TableLayout, scale: ExpressionScale): string {
  if (scale === 'log2') return 'log-intensity table';
  const [first, second] = header;
  return /^gene_id$/.test(first ?? '') && second === 'gene_name' ? 'nf-core merged counts' : 'count matrix';
}
