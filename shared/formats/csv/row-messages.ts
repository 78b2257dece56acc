import type { RowProblem } from '../reading/row-problems.ts';
import type { CsvDialect } from './csv.ts';
import { MALFORMED } from './record.ts';
import type { Section } from './section.ts';

/** What is wrong with the number of cells in the row, or null. */
export function widthProblem(
  section: Section,
  { delimiter, headerLine }: Pick<CsvDialect, 'delimiter' | 'headerLine'>,
): RowProblem | null {
  const { cells, layout, width } = section;
  const asDeclared = headerLine === 'none' ? 'as the source says' : 'as the header has';
  if (cells.surplusAt >= 0) {
    const advice =
      delimiter === ','
        ? ': if its numbers have a decimal comma, the source has to say so (decimal: ",", and the delimiter of the file)'
        : '';
    const message = `expected ${layout.slots.length} cells, ${asDeclared}, got more${advice}`;
    return { code: 'row.too-long', message };
  }
  if (section.hasWidth()) return null;
  const whose = width === layout.slots.length ? asDeclared : 'as most rows have';
  const advice =
    cells.total < width
      ? 'a cell is lost, and nobody can tell which; where it is always the last ones that lack'
      : 'a cell may be cut in two; where a blank one at the end means nothing';
  const message = `expected ${width} cells, ${whose}, got ${cells.total}: ${advice}, the source has to say so (ragged: true)`;
  return { code: 'row.width', message };
}

/** What is wrong with the quotes of a line: where splitting failed, and whether rows lie between a quote and its end. */
export function quoteProblem(failure: number, holdsRows: boolean, maxLineBytes: number): RowProblem {
  if (holdsRows) {
    const message = 'a quote that begins in this row ends in a later one, and what lies between are rows';
    return { code: 'quote.unclosed', message };
  }
  if (failure === MALFORMED) {
    const message = 'expected a delimiter or the line end after a closing quote, got other text';
    return { code: 'quote.malformed', message };
  }
  const message = `a quote that begins in this row does not end within ${maxLineBytes} bytes or the file`;
  return { code: 'quote.unclosed', message };
}
