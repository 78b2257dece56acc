/** How a row of a table of endpoints is named: what it says, in which unit of measure, and where it stands. */
import { linesText } from '../words/lines.ts';
import { listText } from '../words/list.ts';
import { spokenUnit } from '../words/spoken-unit.ts';
import type { MeasuredRow, Measurement } from './measurement.ts';

/** What a value is per. A share says of what it is one: that is no amount to divide by once more. */
export const dividedBy = ({ measuredIn, denominator }: Measurement): Measurement['denominator'] =>
  measuredIn === '%' ? null : denominator;

/** UCUM code of a row's value per one of its denominator, `nmol/mm2`; a denominator of several factors in parentheses. */
export function unitOfRow(row: Measurement): string {
  const { measuredIn } = row;
  const denominator = dividedBy(row);
  if (denominator === null) return measuredIn;
  const { unit } = denominator;
  return `${measuredIn}/${/[./]/.test(unit) ? `(${unit})` : unit}`;
}

/** `2 ng per 98.4 mm² (line 6 of a.csv)`; of what is below detection `below 4.5 pmol`. */
export function rowText(row: MeasuredRow): string {
  const { value, lod, measuredIn, denominator } = row;
  const per = denominator === null ? '' : ` per ${denominator.amount}${spokenUnit(denominator.unit)}`;
  return `${value === null ? `below ${lod}` : value}${spokenUnit(measuredIn)}${per}${placeText(row)}`;
}

/** ` (line 6 of a.csv)`; nothing of a row of which nobody knows where it stands. */
function placeText({ at }: MeasuredRow): string {
  if (at === undefined) return '';
  return at.line === null ? ` (${at.file})` : ` (line ${at.line} of ${at.file})`;
}

/** `lines 3, 5 of a.csv; line 2 of b.csv`; nothing where nobody knows. */
export function placesText(rows: readonly MeasuredRow[]): string {
  const byFile = [...Map.groupBy(rows, ({ at }) => at?.file ?? '')].filter(([file]) => file !== '');
  const texts = byFile.map(([file, own]) => {
    const lines = own.flatMap(({ at }) => at?.line ?? []);
    return lines.length === 0 ? file : `${linesText(lines)} of ${file}`;
  });
  return texts.length === 0 ? '' : ` (${listText(texts, '; ')})`;
}
