/** What an import says: what was done, what is equal, and what is not. */
import { quoted } from '../../../shared/domain/quoted.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import type { ComparedTable, Imported } from './import-osdr.ts';

/** On a screen, of each table. */
const SHOWN = 5;

export function importedText(imported: Imported): string {
  const { experiment, done, notes, files, hash, tables } = imported;
  const count = (wanted: (typeof files)[number]['became']) =>
    files.filter(({ became }) => became === wanted).length;
  const counted = [
    [count('SENT'), 'sent'],
    [count('WITHDRAWN'), 'sent and withdrawn as they were'],
    [count('HERE'), 'here already'],
    [count('DIFFERS'), 'counting on one side only'],
    [count('REFUSED'), 'refused'],
  ] as const;
  const told = files.flatMap(({ fileName, sentence }) =>
    sentence === undefined ? [] : [`  ${fileName}: ${sentence}\n`],
  );
  const equal = tables.filter(isEqual);
  return [
    `${experiment}: ${countText(files.length, 'raw file')}: ${counted.flatMap(([n, what]) => (n === 0 ? [] : [`${n} ${what}`])).join(', ') || 'none'}\n`,
    ...told,
    ...done.map((one) => `${one}\n`),
    ...notes.map((one) => `note: ${one}\n`),
    hash.isSame
      ? `archive hash ${hash.got}: the same\n`
      : `archive hash: expected ${hash.expected}, got ${hash.got}: the archive here holds something else\n`,
    `tables: ${equal.length} of ${tables.length} equal${cellsText(equal)}\n`,
    ...tables.filter((table) => !isEqual(table)).flatMap(tableLines),
  ].join('');
}

const isEqual = ({ found, lacking }: ComparedTable): boolean => found === 0 && lacking === undefined;

const cellsText = (equal: readonly ComparedTable[]): string =>
  equal.length === 0
    ? ''
    : `, ${countText(
        equal.reduce((sum, { rows }) => sum + rows, 0),
        'row',
      )} to the last digit`;

function tableLines({ path, differences, found, lacking }: ComparedTable): string[] {
  if (lacking === 'HERE') return [`  ${path}: nothing is answered here\n`];
  if (lacking === 'THERE') return [`  ${path}: it is answered here, and not in the folder\n`];
  const lines = differences.slice(0, SHOWN).map(({ line, row, column, expected, got }) => {
    const where = [line === null ? 'no line' : `line ${line}`, row, column ?? 'the whole row'].join(', ');
    return `    ${where}: expected ${shown(expected)}, got ${shown(got)}\n`;
  });
  const rest = found - lines.length;
  return [
    `  ${path}: ${countText(found, 'difference')}\n`,
    ...lines,
    ...(rest > 0 ? [`    and ${groupedText(rest)} more\n`] : []),
  ];
}

const shown = (text: string): string => (text === '' ? 'nothing' : quoted(text));
