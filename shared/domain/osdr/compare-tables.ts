/** What differs between a table that was handed on and the one that a home answers now. */

export interface PlainTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface TableDifference {
  /** Of the table that was handed on, from 1, header included; null where it has no such row. */
  readonly line: number | null;
  /** What the row is of: its first cells. */
  readonly row: string;
  /** Null where all of a row, or of the header, is meant. */
  readonly column: string | null;
  readonly expected: string;
  readonly got: string;
}

/**
 * Cell by cell, of rows whose first `keys` cells are the same; the texts are compared, so every digit counts. Where a
 * column or a row is on one side only, that is the difference.
 *
 * @param expected as it was handed on
 * @param got as it is here
 */
export function tableDifferences(expected: PlainTable, got: PlainTable, keys: number): TableDifference[] {
  const differences = headerDifferences(expected.header, got.header);
  const theirs = keyed(expected, keys);
  const ours = keyed(got, keys);
  for (const [key, { cells, line }] of theirs) {
    const own = ours.get(key);
    if (own === undefined) {
      differences.push({ line, row: rowName(key), column: null, expected: cells.join(','), got: '' });
      continue;
    }
    for (const [i, column] of expected.header.entries()) {
      const place = got.header.indexOf(column);
      const [wanted = '', here = ''] = [cells[i], own.cells[place]];
      if (place >= 0 && wanted !== here)
        differences.push({ line, row: rowName(key), column, expected: wanted, got: here });
    }
  }
  for (const [key, { cells }] of ours)
    if (!theirs.has(key))
      differences.push({ line: null, row: rowName(key), column: null, expected: '', got: cells.join(',') });
  return differences;
}

function headerDifferences(expected: readonly string[], got: readonly string[]): TableDifference[] {
  const of = (column: string, isTheirs: boolean): TableDifference => ({
    ...{ line: 1, row: 'header', column },
    ...{ expected: isTheirs ? column : '', got: isTheirs ? '' : column },
  });
  return [
    ...expected.filter((column) => !got.includes(column)).map((column) => of(column, true)),
    ...got.filter((column) => !expected.includes(column)).map((column) => of(column, false)),
  ];
}

interface KeyedRow {
  readonly cells: readonly string[];
  readonly line: number;
}

const SEPARATOR = '\u001f';

/** Rows of one key are told apart by how many of it came before. */
function keyed({ rows }: PlainTable, keys: number): Map<string, KeyedRow> {
  const times = new Map<string, number>();
  return new Map(
    rows.map((cells, i) => {
      const key = cells.slice(0, keys).join(SEPARATOR);
      const time = times.get(key) ?? 0;
      times.set(key, time + 1);
      return [time === 0 ? key : `${key}${SEPARATOR}#${time + 1}`, { cells, line: i + 2 }];
    }),
  );
}

const rowName = (key: string): string => key.split(SEPARATOR).filter(Boolean).join(' ');
