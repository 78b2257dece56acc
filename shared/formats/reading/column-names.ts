import { isBarePosition, positionOf, positionText } from '../../domain/experiment/column-position.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import type { OtherSource } from './reading.ts';

/**
 * The header with every column called as the wanted one that means it: by one of several names (`Temp|Temperature [°C]`:
 * loggers of one kind name a column otherwise with their firmware or their language), or by its position. A name that
 * the header has as it stands, bars and all, is itself. Two of a wanted one's names in one header are the same name
 * twice. Fails with `header.position` where another column stands at a position.
 */
export function calledAsWanted(
  header: readonly string[],
  wanted: readonly string[],
  line: number,
): readonly string[] {
  const own = new Set(header);
  const called = byPosition(header, wanted, line, own);
  const others = new Map(
    wanted
      .filter((name) => name.includes('|') && !own.has(name))
      .flatMap((name) => namesOfOne(name).map((one) => [one, name] as const)),
  );
  if (others.size === 0) return called;
  const asWanted = new Set(wanted);
  return called.map((name) => (asWanted.has(name) ? name : (others.get(name) ?? name)));
}

function byPosition(
  header: readonly string[],
  wanted: readonly string[],
  line: number,
  own: ReadonlySet<string>,
): readonly string[] {
  const placed = wanted.flatMap((column) => {
    const position = own.has(column) ? null : positionOf(column);
    return position === null ? [] : [{ column, ...position }];
  });
  if (placed.length === 0) return header;
  const called = [...header];
  for (const { column, index, name } of placed) {
    const came = header[index];
    if (came === undefined || !isCalled(came, name)) throw moved(column, header, index, line);
    called[index] = column;
  }
  return called;
}

/** What may follow a name that stays: a unit, a serial number. A further word makes another column (`Temp Max`). */
const BEHIND_NAME = /^\s*[([{,;:/%°]/;

function isCalled(came: string, name: string): boolean {
  const rest = came.slice(name.length);
  return name === '' || (came.startsWith(name) && (rest.trim() === '' || BEHIND_NAME.test(rest)));
}

function moved(column: string, header: readonly string[], index: number, line: number): Refusal {
  const name = positionOf(column)?.name ?? '';
  const came = header[index];
  const wanted = name === '' ? `a column ${column}` : `column ${index + 1} to be called ${quoted(name)}`;
  const got =
    came === undefined ? `the header has ${header.length} columns` : `the header has ${quoted(came)} there`;
  return new Refusal(
    'invalid',
    'header.position',
    `expected ${wanted}, as the source says, ${got}: if the columns of these files have changed, give them a source of their own (${typedCommand('source try')} proposes it)`,
    { line, column },
  );
}

/**
 * Fails with `header.position` where a column of this header is called by its position alone, and the source does not
 * name all of the others, or names one that is not there: then any of them may have moved.
 */
export function refuseMoved(
  called: readonly string[],
  texts: readonly string[],
  wanted: readonly string[],
  line: number,
): void {
  const bare = called.find((name, i) => name !== texts[i] && isBarePosition(name));
  if (bare === undefined) return;
  const known = new Set(wanted);
  const came = new Set(called);
  const strange = called.flatMap((name, i) => (known.has(name) ? [] : [name === '' ? `#${i + 1}` : name]));
  const lost = [...known].filter((name) => !came.has(name));
  if (strange.length === 0 && lost.length === 0) return;
  const differences = [
    ...(strange.length === 0 ? [] : [`it neither maps nor ignores ${shownNames(strange)}`]),
    ...(lost.length === 0 ? [] : [`${shownNames(lost)} did not come`]),
  ];
  const own = texts[positionOf(bare)?.index ?? 0] ?? '';
  const orCalled =
    own === ''
      ? ''
      : `, or say how the one at the position is called (${quoted(`${bare} ${own.slice(0, 60)}`)})`;
  throw new Refusal(
    'invalid',
    'header.position',
    `expected the ${known.size} columns of the source, which calls ${bare} by its position alone, got ${called.length}: ${differences.join('; ')}. Name every column as the files have it now${orCalled}`,
    { line, column: bare },
  );
}

/**
 * Fails with `header.position` where the time columns have a time for a name: positions are in every line, and a row in
 * the place of the names would be lost.
 */
export function refuseReading(
  reader: Pick<TimeReader, 'read'>,
  times: readonly string[],
  texts: readonly string[],
  line: number,
): void {
  const text = texts.join(' ');
  if (text === times.join(' ') || text.trim() === '') return;
  const bytes = new TextEncoder().encode(text);
  if (reader.read(bytes, 0, bytes.length) < 0) return;
  throw new Refusal(
    'invalid',
    'header.position',
    `expected the names of the columns in line ${line}, got a reading of ${quoted(text)}: if the files have no names, let the source say header: none`,
    { line },
  );
}

const MOST_SHOWN = 5;

function shownNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST_SHOWN).map((name) => quoted(name.slice(0, 60)));
  return `${shown.join(', ')}${names.length > MOST_SHOWN ? ` and ${names.length - MOST_SHOWN} more` : ''}`;
}

/** Itself, and what it names among others; of a position nothing, for it is no name. */
export const namesOfOne = (name: string): string[] => {
  if (positionOf(name) !== null) return [];
  return name.includes('|') ? [name, ...name.split('|').map((one) => one.trim())] : [name];
};

/** The positions by which a source may call the columns of this name. */
export const placesOf = (header: readonly string[], name: string): string[] =>
  header.flatMap((one, i) => (one === name ? [quoted(positionText(i, name.includes('|') ? '' : name))] : []));

/** That the columns are those of another source, the one that would read most of them; null where no other would. */
export function looksLike(header: readonly string[], others: readonly OtherSource[]): string | null {
  const has = (name: string) => namesOfOne(name).some((one) => header.includes(one));
  const [best] = others
    .filter(({ needs }) => needs.every(has))
    .map((source) => ({ ...source, read: source.columns.filter(has).length }))
    .filter(({ read }) => read > 0)
    .sort((a, b) => b.read - a.read);
  if (best === undefined) return null;
  return `: this looks like a file of the source ${best.id}, whose files are named ${quoted(best.match)}; rename it, or upload it with ${typedCommand(`upload --source ${best.id}`)}`;
}
