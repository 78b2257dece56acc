/** Whether the positions by which a source calls its columns leave no doubt which columns they are. */
import { quoted } from '../quoted.ts';
import { listText } from '../words/list.ts';
import { columnPlaces, isBarePosition, positionOf, positionText } from './column-position.ts';
import type { Finding } from './problems.ts';
import type { CsvSource } from './source-schema.ts';

/** Positions in one sentence. */
const MOST_LISTED = 10;

/** A position says nothing of what stands there: without names, the number of the columns has to be known. */
export function positionFindings(source: CsvSource, path: readonly PropertyKey[]): Finding[] {
  const places = columnPlaces(source);
  const contradiction = (at: readonly PropertyKey[], message: string): Finding => ({
    path: [...path, ...at],
    code: 'definition.contradiction',
    message,
  });
  const bare = places.find(({ column }) => isBarePosition(column));
  if (source.ignore === 'rest' && (source.header === 'none' || bare !== undefined)) {
    const why =
      source.header === 'none' ? 'the files have no header' : `the source calls a column ${bare?.column}`;
    const message = `is rest, and ${why}: expected a list of every column that is not mapped, so that a file with another number of columns is refused`;
    return [contradiction(['ignore'], message)];
  }
  if (source.header !== 'none') return twiceFindings(places, contradiction);
  const named = places.filter(({ column }) => !isBarePosition(column));
  if (named.length > 0)
    return named.map(({ column, path: at }) =>
      contradiction(
        at,
        `expected the position of a column, such as "#2", because the files have no header (header: none), got ${quoted(column)}`,
      ),
    );
  const missing = gapsIn(places.map(({ column }) => column));
  if (missing.length === 0) return [];
  const [last] = places.toSorted((a, b) => indexOf(b.column) - indexOf(a.column));
  const message = `expected every column up to ${last?.column} to be mapped or ignored, ${listText(missing, ', ', MOST_LISTED)} ${missing.length === 1 ? 'is' : 'are'} neither: a file with another number of columns is refused`;
  return [contradiction(['ignore'], message)];
}

const indexOf = (column: string): number => positionOf(column)?.index ?? -1;

function gapsIn(columns: readonly string[]): string[] {
  const known = new Set(columns.map(indexOf));
  const count = Math.max(...known) + 1;
  return Array.from({ length: count }, (_, i) => i)
    .filter((i) => !known.has(i))
    .map((i) => positionText(i));
}

/** `#3` and `#3 Temp` are one column. */
function twiceFindings(
  places: ReturnType<typeof columnPlaces>,
  contradiction: (at: readonly PropertyKey[], message: string) => Finding,
): Finding[] {
  const known = new Map<number, string>();
  return places.flatMap(({ column, path }) => {
    const position = positionOf(column);
    if (position === null) return [];
    const before = known.get(position.index);
    known.set(position.index, before ?? column);
    return before === undefined || before === column
      ? []
      : [contradiction(path, `is the column ${quoted(before)} again: expected one name for it`)];
  });
}
