/** RCC of a NanoString nCounter: one lane, one sample, the counts of its probes by code class. */
import type { AssayRead, ExpressionTable } from '../../domain/assay/tables.ts';
import { Refusal } from '../../domain/refusal.ts';
import { COMMA } from '../reading/bytes.ts';
import { readFeatures } from './read-features.ts';
import type { RowsAt } from './row-cursor.ts';
import type { Warning } from './table-warnings.ts';
import type { WholeText } from './whole-text.ts';

const COLUMNS = ['CodeClass', 'Name', 'Accession', 'Count'];
/** Probes of these classes are of genes, and are called by their symbols. */
const OF_GENES: ReadonlySet<string> = new Set(['Endogenous', 'Housekeeping']);
/** Below three quarters of the fields of view, and outside these densities, the maker's software flags a lane. */
const LEAST_FIELDS = 0.75;
const DENSITIES = [0.05, 2.25] as const;

export function isRcc(head: string): boolean {
  return /^\s*<Header>\s/.test(head) && head.includes('<Lane_Attributes>');
}

/** Fails with `file.cut-off` where the counts do not end, or with `rcc.columns`. */
export function readRcc(text: WholeText, fileName: string): AssayRead {
  const latin = new TextDecoder('latin1').decode(text.bytes);
  const { rows, end } = countsAt(latin);
  const read = readFeatures(text, {
    ...{ format: 'NanoString RCC', scale: 'counts', feature: 'probe', delimiter: COMMA, rows, end },
    roles: { width: 4, id: 1, symbol: 1, classes: 0, samples: [{ index: 3, name: fileName }], unread: [] },
    ...{ namesToJudge: [], warnings: laneWarnings(latin) },
  });
  return read.table.table === 'expression' ? { ...read, table: withSymbols(read.table) } : read;
}

function countsAt(latin: string): { rows: RowsAt; end: number } {
  const section = /<Code_Summary>[ \t]*\r?\n([^\n]*)\n/.exec(latin);
  const end = latin.indexOf('</Code_Summary>');
  if (section === null || end < section.index) {
    const sentence =
      'expected the counts between <Code_Summary> and </Code_Summary>, got no end of them: the file was cut off; send it again';
    throw new Refusal('invalid', 'file.cut-off', sentence);
  }
  const at = section.index + section[0].length;
  const line = latin.slice(0, at).split('\n').length;
  const header = section[1]!.trim();
  if (header === COLUMNS.join(',')) return { rows: { at, line }, end };
  const sentence = `line ${line - 1}: expected the columns ${COLUMNS.join(',')}, got others`;
  throw new Refusal('invalid', 'rcc.columns', sentence, { line: line - 1 });
}

function withSymbols(table: ExpressionTable): ExpressionTable {
  const { features, classes } = table;
  return { ...table, symbols: features.map((name, i) => (OF_GENES.has(classes?.[i] ?? '') ? name : '')) };
}

function laneWarnings(latin: string): Warning[] {
  const lane = latin.slice(latin.indexOf('<Lane_Attributes>'), latin.indexOf('</Lane_Attributes>'));
  const number = (name: string) =>
    Number(new RegExp(`^${name},(.+?)\\s*$`, 'm').exec(lane)?.[1] ?? Number.NaN);
  const [fields, counted, density] = [number('FovCount'), number('FovCounted'), number('BindingDensity')];
  const warnings: Warning[] = [];
  if (counted / fields < LEAST_FIELDS) {
    const message = `${counted} of ${fields} fields of view were counted, less than 75 %: the counts of this lane are low for that`;
    warnings.push({ code: 'rcc.fields', message });
  }
  if (density < DENSITIES[0] || density > DENSITIES[1]) {
    const message = `the binding density is ${density} spots per µm², outside of ${DENSITIES[0]} to ${DENSITIES[1]}: spots that overlap are not counted, and few are counted badly`;
    warnings.push({ code: 'rcc.density', message });
  }
  return warnings;
}
