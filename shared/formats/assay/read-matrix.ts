/** Tables with a header: features × samples, of counts or of log intensities, whoever wrote them. */
import type { AssayRead, ExpressionScale } from '../../domain/assay/tables.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type ColumnRoles, formatOf, rolesOf, SUMMARY_ROWS } from './column-roles.ts';
import { oneSampleOf } from './one-sample-tables.ts';
import { readFeatures } from './read-features.ts';
import { layoutOf, type TableLayout } from './table-layout.ts';
import type { WholeText } from './whole-text.ts';

const FEATURE_COUNTS = ['Geneid', 'Chr', 'Start', 'End', 'Strand', 'Length'];
const FEATURE_COUNTS_OWN: ReadonlySet<string> = new Set(FEATURE_COUNTS);

/** Fails as `layoutOf`, `rolesOf` and `readFeatures` do, or with `assay.summary`. */
export function readMatrix(text: WholeText, scale: ExpressionScale, fileName: string): AssayRead {
  const layout = layoutOf(text);
  refuseSummary(layout);
  const { delimiter, rows } = layout;
  const one = scale === 'counts' ? oneSampleOf(layout.header, fileName) : null;
  if (one !== null) return readFeatures(text, { ...one, scale, delimiter, rows, namesToJudge: [] });
  const bare = scale === 'counts' ? htseqRoles(layout, text, fileName) : null;
  if (bare !== null) {
    const from = { at: 0, line: layout.headerLine };
    const format = { format: 'HTSeq counts', feature: 'gene' as const, namesToJudge: [] };
    return readFeatures(text, { ...format, scale, delimiter, rows: from, roles: bare });
  }
  return readFeatures(text, { ...planOf(layout, scale, fileName), scale, delimiter, rows });
}

function planOf(layout: TableLayout, scale: ExpressionScale, fileName: string) {
  const roles = rolesOf(layout);
  const feature = 'gene' as const;
  if (FEATURE_COUNTS.every((name, i) => layout.header[i] === name)) {
    const unread = roles.unread.filter((name) => !FEATURE_COUNTS_OWN.has(name));
    return { format: 'featureCounts', feature, roles: { ...roles, unread }, namesToJudge: [] };
  }
  const namesToJudge = [fileName, ...roles.samples.map(({ name }) => name)];
  return { format: formatOf(layout, scale), feature, roles, namesToJudge };
}

/** HTSeq writes no header, and five lines at the end that count what belongs to no gene. */
function htseqRoles({ header }: TableLayout, text: WholeText, fileName: string): ColumnRoles | null {
  const tail = new TextDecoder('latin1').decode(text.bytes.subarray(-1000)).split('\n');
  const isHtseq = tail.some((line) => SUMMARY_ROWS.test(line.split('\t')[0] ?? ''));
  if (!isHtseq || header.length !== 2 || !/^\d+$/.test(header[1] ?? '')) return null;
  return {
    width: 2,
    id: 0,
    symbol: null,
    classes: null,
    samples: [{ index: 1, name: fileName }],
    unread: [],
  };
}

function refuseSummary({ header, sample, headerLine }: TableLayout): void {
  const isSummary = header[0] === 'Status' && (sample[0]?.[0] ?? 'Assigned') === 'Assigned';
  if (!isSummary) return;
  const sentence = `the column ${quoted('Status')} counts what became of the reads of a run: this is the summary of featureCounts; send its table of genes`;
  throw new Refusal('invalid', 'assay.summary', sentence, { line: headerLine });
}
