/** Reads the rows of a table whose columns are known into a table of expression. */
import type { AssayRead, ExpressionScale, ExpressionTable, FeatureKind } from '../../domain/assay/tables.ts';
import { judgeScale } from '../../domain/assay/value-scale.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { countLines } from '../csv/line-bytes.ts';
import { type ColumnRoles, featureKindOf, SUMMARY_ROWS } from './column-roles.ts';
import { FeatureRows } from './feature-rows.ts';
import { LONGEST_NAME } from './limits.ts';
import { NumberCells } from './number-cells.ts';
import { type RejectedCell, RejectList } from './reject-list.ts';
import { RowCursor, type RowsAt } from './row-cursor.ts';
import { type Warning, warningsOf } from './table-warnings.ts';
import type { WholeText } from './whole-text.ts';

/** How the rows are to be read. */
export interface FeaturePlan {
  readonly format: string;
  readonly scale: ExpressionScale;
  readonly delimiter: number;
  readonly rows: RowsAt;
  /** Where the table ends in the bytes; absent: with the file. */
  readonly end?: number;
  readonly roles: ColumnRoles;
  /** What the rows are of where their names do not say. */
  readonly feature: FeatureKind;
  /** Names that say what the numbers are; empty where the format says it. */
  readonly namesToJudge: readonly string[];
  readonly warnings?: readonly Warning[];
}

/**
 * Rows that cannot be read, names that stand twice and cells that hold no value are rejected one by one. Fails with
 * `assay.no-features`, `assay.too-large`, `value.grouped`, `value.mixed-decimals`, or what `judgeScale` refuses.
 */
export function readFeatures(text: WholeText, plan: FeaturePlan): AssayRead {
  const reading = new FeatureReading(text, plan);
  reading.readAll();
  return reading.result();
}

class FeatureReading {
  readonly #text: WholeText;
  readonly #plan: FeaturePlan;
  readonly #cursor: RowCursor;
  readonly #rejects = new RejectList();
  readonly #rows: FeatureRows;
  readonly #numbers: NumberCells;
  #count = 0;
  #unended: number | null = null;

  constructor(text: WholeText, plan: FeaturePlan) {
    const bytes = text.bytes.subarray(0, plan.end);
    const within = { bytes, isEnded: text.isEnded || bytes.length < text.bytes.length };
    this.#text = text;
    this.#plan = plan;
    this.#cursor = new RowCursor(within, plan.rows, plan.delimiter, plan.roles.width);
    this.#rows = new FeatureRows(plan.roles.samples.length, countLines(bytes, plan.rows.at, bytes.length));
    this.#numbers = new NumberCells(bytes, plan.scale, this.#rows.values);
  }

  readAll(): void {
    while (this.#cursor.next()) this.#readRow();
    if (this.#count > 0) return;
    const sentence = `expected a row per feature below the header, got none: was the file cut off?`;
    throw new Refusal('invalid', 'assay.no-features', sentence);
  }

  #readRow(): void {
    const cursor = this.#cursor;
    const { roles } = this.#plan;
    const id = cursor.problem === null ? cursor.cellText(roles.id) : null;
    if (id !== null && SUMMARY_ROWS.test(id)) return;
    // GEO ends the table of a series with a remark.
    if (cursor.problem?.code === 'row.width' && cursor.excerpt().startsWith('!')) return;
    this.#count++;
    const problem = cursor.problem ?? nameProblem(id);
    if (problem !== null || id === null) {
      const { code, message } = problem ?? nameProblem(null)!;
      this.#rejects.row(cursor.line, code, message, cursor.excerpt(), roles.samples.length);
      return;
    }
    this.#readCells();
    if (cursor.isUnended()) this.#unended = cursor.line;
    this.#rows.add(cursor.line, {
      id,
      symbol: this.#textIn(roles.symbol),
      class: this.#textIn(roles.classes),
    });
  }

  #readCells(): void {
    const { cells, line } = this.#cursor;
    const { samples } = this.#plan.roles;
    let bad: RejectedCell[] | null = null;
    let { place } = this.#rows;
    for (const { index, name } of samples) {
      const problem = this.#numbers.read(cells.starts[index]!, cells.ends[index]!, place++);
      if (problem === null) continue;
      bad ??= [];
      bad.push({ column: name, ...problem });
    }
    if (bad !== null) this.#rejects.cells(line, bad);
  }

  #textIn(column: number | null): string {
    return column === null ? '' : (this.#cursor.cellText(column) ?? '');
  }

  result(): AssayRead {
    const { roles, scale, format, feature } = this.#plan;
    refuseSigns(this.#numbers, scale);
    const { repeated, ...settled } = this.#rows.settle(this.#rejects);
    const table: ExpressionTable = {
      ...{ table: 'expression', scale, feature: featureKindOf(settled.features, feature) },
      features: settled.features,
      symbols: roles.symbol === null ? null : settled.symbols,
      classes: roles.classes === null ? null : settled.classes,
      samples: roles.samples.map(({ name }) => name),
      values: settled.values,
    };
    const warnings = [...(this.#plan.warnings ?? []), ...this.#judged(table)];
    const rejected = this.#rejects.sorted();
    return {
      ...{
        table,
        format,
        lines: countLines(this.#text.bytes, 0, this.#text.bytes.length),
        rows: this.#count,
      },
      ...{ records: this.#count * roles.samples.length, repeated, rejected },
      warnings: [...warnings, ...warningsOf({ table, roles, rejected, unended: this.#unended })],
    };
  }

  #judged(table: ExpressionTable): readonly Warning[] {
    const { namesToJudge } = this.#plan;
    if (namesToJudge.length === 0) return [];
    const { refusal, warnings } = judgeScale(table, namesToJudge);
    if (refusal !== null) throw new Refusal('invalid', refusal.code, refusal.message);
    return warnings;
  }
}

function nameProblem(id: string | null): { code: string; message: string } | null {
  if (id === null)
    return {
      code: 'feature.encoding',
      message: 'expected a name in UTF-8, got other bytes: save the file as UTF-8',
    };
  if (id === '') return { code: 'feature.missing', message: 'expected the name of a feature, got none' };
  if (id.length <= LONGEST_NAME) return null;
  return {
    code: 'feature.too-long',
    message: `expected a name of at most ${LONGEST_NAME} characters, got ${id.length}`,
  };
}

/** With fewer numbers, that all of them look grouped may be chance. */
const ENOUGH_GROUPED = 10;

function refuseSigns(numbers: NumberCells, scale: ExpressionScale): void {
  const { points, commas, groupedPoints, groupedCommas, plainThousands } = numbers;
  if (points > 0 && commas > 0) {
    const sentence = `expected one decimal sign in the file, got a point in ${countText(points, 'number')} and a comma in ${countText(commas, 'number')}: export it again with a decimal point`;
    throw new Refusal('invalid', 'value.mixed-decimals', sentence);
  }
  const maybeCommas = commas === 0 && groupedCommas > 0;
  const maybePoints = points === 0 && plainThousands === 0 && groupedPoints >= ENOUGH_GROUPED;
  if (scale !== 'counts' || !(maybeCommas || maybePoints)) return;
  const sign = maybeCommas ? 'comma' : 'point';
  const sentence = `every number with a ${sign} has three digits behind it, so that the ${sign} may be one of thousands or of decimals: write counts without separators of thousands`;
  throw new Refusal('invalid', 'value.grouped', sentence);
}
