import { columnReading } from '../../domain/experiment/column-reading.ts';
import { columnsReadAs, headerDoubt } from '../../domain/experiment/column-units.ts';
import type { Declared } from '../../domain/experiment/declared.ts';
import type { PlausibleSpan } from '../../domain/experiment/plausible.ts';
import {
  keyColumns,
  rowTeller,
  type SourceRow,
  sourceCell,
  timeColumns,
  valueColumns,
} from '../../domain/experiment/source-cells.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { zoneContradiction, zoneOfColumn, zoneOfPreamble } from '../../domain/experiment/stated-zone.ts';
import { seriesFed } from '../../domain/experiment/unit-series.ts';
import type { FedSeries } from '../../domain/survey/judge-file.ts';
import type { ColumnReading } from '../../domain/telemetry/reading.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { type ReadAs, unitContradiction } from '../../domain/ucum/unit-contradiction.ts';
import { unitOfCell, unitOfHeader } from '../../domain/ucum/unit-of-text.ts';
import { IGNORED, type OtherSource, type ReadPlan, UNMAPPED } from '../reading/reading.ts';
import { compileTimeFormats } from '../time/compile-time-formats.ts';
import type { Epoch } from '../time/epoch.ts';
import { epochAbove, epochSentence, type LineAbove } from '../time/epoch-above.ts';
import { wordTeller } from './word-teller.ts';

/** How the files of a source are read. */
export interface SourcePlan {
  readonly read: ReadPlan;
  /** What the cells of these columns are in rows of a kind. */
  readingsOf(kind: number, columns: readonly string[]): readonly (ColumnReading | null)[];
  /** What the columns of a row of the kind feed, with the period that its channel declares; null where nothing. */
  seriesOf(kind: number, columns: readonly string[]): readonly (FedSeries | null)[];
  /** The shortest period declared for what a row of the kind feeds; null where it feeds nothing. */
  periodOf(kind: number): Micros | null;
}

/**
 * The plan for one file of the source, whose times must lie within the span where one is given; kinds are numbered as the rows come. Fails with `time.*` or `unit.*` where the
 * source cannot be followed.
 */
export function planOfSource(
  declared: Declared,
  source: Source,
  span: PlausibleSpan | null = null,
): SourcePlan {
  const { formats, zone, ambiguous } = source.time;
  const [column, ...more] = timeColumns(source);
  const decimal = source.format === 'csv' ? source.decimal : '.';
  const tell = rowTeller(declared, source);
  const rows: SourceRow[] = [];
  // By what a row says, not by its texts: however often the reader asks, there are as many kinds as the source maps.
  const kinds = new Map<string, number>();
  const kindOf = (texts: readonly string[]) => {
    const row = tell(texts);
    if (row === 'IGNORED') return IGNORED;
    if (row === 'UNMAPPED') return UNMAPPED;
    const name = JSON.stringify(row);
    const kind = kinds.get(name) ?? rows.push(row) - 1;
    kinds.set(name, kind);
    return kind;
  };
  const keys = keyColumns(source).map((header) => ({ header }));
  // Without keys nobody asks which kind a row is of.
  if (keys.length === 0) kindOf([]);
  const columns = valueColumns(source);
  const columnUnits = columnsReadAs(declared, source);
  const epoch = { at: typeof source.time.epoch === 'number' ? source.time.epoch : 0 };
  const reader = compileTimeFormats(formats, zone ?? null, ambiguous, span, decimal, epoch);
  const begin = beginAbove(source, epoch);
  const rowOf = (kind: number): SourceRow => {
    const row = rows[kind];
    if (row === undefined) throw new Error(`no row of the source ${source.id} is of kind ${kind}`);
    return row;
  };
  const seriesOf = (kind: number, headers: readonly string[]) =>
    headers.map((header): FedSeries | null => {
      const cell = sourceCell(source, rowOf(kind), header);
      if (cell === null) return null;
      const { series, period } = seriesFed(declared, cell.unit, cell);
      return { unit: cell.unit, series, period: period * MICROS_PER_SECOND };
    });
  return {
    read: {
      time: {
        header: column,
        more,
        reader,
        ...(begin !== null && { begin }),
        contradiction: (text, where) => {
          const stated = where === 'header' ? zoneOfColumn(text) : zoneOfPreamble(text);
          return stated === null ? null : zoneContradiction(source.time, stated);
        },
      },
      keys,
      kindOf,
      wordsAt: wordTeller(declared, source, rows),
      columns: columns.map((header) => ({ header })),
      emptyIsReject: source.layout === 'long',
      event: source.events === undefined ? null : { header: source.events.column },
      others: othersOf(declared, source),
      ignore: source.ignore === 'rest' ? 'rest' : [...source.ignore, ...rawColumn(source)],
      contradiction: contradictionIn(columnUnits),
      doubt: (column, text) => {
        const read = columnUnits.get(column);
        return read === undefined ? null : headerDoubt(text, read);
      },
      namesUnit: (text) => unitOfCell(text) !== null,
    },
    readingsOf: (kind, headers) =>
      headers.map((header) => {
        const cell = sourceCell(source, rowOf(kind), header);
        return cell === null ? null : columnReading(declared, cell);
      }),
    seriesOf,
    periodOf: (kind) => {
      const periods = seriesOf(kind, columns).flatMap((fed) => fed?.period ?? []);
      return periods.length === 0 ? null : Math.min(...periods);
    },
  };
}

function othersOf({ sources }: Declared, own: Source): OtherSource[] {
  return [...sources.values()].flatMap((source) =>
    source === own
      ? []
      : [
          {
            ...{ id: source.id, match: source.match, columns: valueColumns(source) },
            needs: [...timeColumns(source), ...keyColumns(source)],
          },
        ],
  );
}

/** Sets the epoch to what the lines above a file's header say; null where the source does not leave it to them. */
function beginAbove(source: Source, epoch: Epoch): ((above: readonly LineAbove[]) => string) | null {
  const { time } = source;
  if (typeof time.epoch !== 'object' || source.format !== 'csv') return null;
  const { above: names, format } = time.epoch;
  const isBlanks = source.delimiter === 'blanks';
  const reader = compileTimeFormats([format], time.zone ?? null, time.ambiguous);
  return (above) => {
    // Of blanks, which part no cells of a line above, tabs have been made.
    const lines = isBlanks ? above.map((one) => ({ ...one, text: one.text.replaceAll('\t', ' ') })) : above;
    const delimiter = isBlanks ? '\n' : source.delimiter;
    epoch.at = epochAbove({ names, format, delimiter }, lines, reader);
    return epochSentence(names, epoch.at);
  };
}

function contradictionIn(columns: ReadonlyMap<string, ReadAs>): NonNullable<ReadPlan['contradiction']> {
  return (column, text, where) => {
    const read = columns.get(column);
    const named = where === 'header' ? unitOfHeader(text) : unitOfCell(text);
    return (read && named && unitContradiction(named, read)?.sentence) ?? null;
  };
}

function rawColumn(source: Source): string[] {
  return source.layout === 'long' && source.rows.raw !== undefined ? [source.rows.raw] : [];
}
