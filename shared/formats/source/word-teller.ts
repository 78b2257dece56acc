import { stretchAt, stretchWords } from '../../domain/calibration/series-calibration.ts';
import type { Declared } from '../../domain/experiment/declared.ts';
import { type SourceRow, sourceCell, sourceCells } from '../../domain/experiment/source-cells.ts';
import type { MissingCode } from '../../domain/experiment/source-columns.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { seriesFed } from '../../domain/experiment/unit-series.ts';
import { oncePer } from '../../domain/once-per.ts';
import { NO_VALUE } from '../../domain/telemetry/reading.ts';
import type { Micros } from '../../domain/time.ts';
import type { ReadPlan } from '../reading/reading.ts';

type WordsOfCell = (time: Micros) => ReadonlyMap<string, number> | null;

/**
 * What texts in a column stand for: a number, by the enumerations of the series that it feeds, or "no reading", by the
 * source's missing codes; undefined where no text is declared. Asked for every cell that is no number: what a column
 * measures in rows of a kind is found once.
 *
 * @param rows what the rows of each kind speak of; more kinds may come while the file is read
 */
export function wordTeller(
  declared: Declared,
  source: Source,
  rows: readonly SourceRow[],
): ReadPlan['wordsAt'] {
  if (!hasWords(declared, source)) return undefined;
  const cellsOf = oncePer((kind: number) =>
    oncePer((header: string) => wordsOfCell(declared, source, rows[kind]!, header)),
  );
  return (kind, header, time) => cellsOf(kind)(header)(time);
}

function wordsOfCell(declared: Declared, source: Source, row: SourceRow, header: string): WordsOfCell {
  const cell = sourceCell(source, row, header);
  if (cell === null) return () => null;
  const { calibration } = seriesFed(declared, cell.unit, cell);
  const enumerated = oncePer(stretchWords);
  const wordsAt: WordsOfCell = (time) =>
    calibration === null ? null : (enumerated(stretchAt(calibration, time))?.numberOf ?? null);
  const codes = cell.missing.flatMap(({ value, ...when }) =>
    typeof value === 'string' ? [{ text: value.trim(), ...when }] : [],
  );
  if (codes.length === 0) return wordsAt;
  // Of the codes that hold at a time, as few lists are made as there are.
  const listOf = oncePer((names: string) =>
    oncePer((words: ReadonlyMap<string, number> | null) => {
      const missing = codes.filter((_, i) => names[i] === '1').map(({ text }) => [text, NO_VALUE] as const);
      return missing.length === 0 ? words : new Map([...(words ?? []), ...missing]);
    }),
  );
  return (time) => listOf(codes.map((code) => (holdsAt(code, time) ? '1' : '0')).join(''))(wordsAt(time));
}

function holdsAt({ from, to }: Pick<MissingCode, 'from' | 'to'>, time: Micros): boolean {
  return (from === undefined || time >= from) && (to === undefined || time < to);
}

function hasWords(declared: Declared, source: Source): boolean {
  const { channels, units } = declared.definition;
  const lists = [
    ...channels.map(({ calibrators }) => calibrators),
    ...units.flatMap(({ sensors }) => sensors.map(({ calibrations }) => calibrations)),
  ];
  const isText = ({ value }: MissingCode) => typeof value === 'string';
  return (
    lists.flat().some(({ enumeration }) => enumeration !== undefined) ||
    sourceCells(declared, source).some(({ missing }) => missing.some(isText))
  );
}
