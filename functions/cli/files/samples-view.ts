/**
 * The long view of an export for DuckDB: `samples`, a row a sample of the merged reading, and `losing`, what lost a
 * conflict. It says the same as `mergeFrames`: of one key (unit, series, time) an ended sample wins, then that of the
 * lowest rank, then that of the least value (-0 before 0), then that of the lowest flags; a copy of what stands is no
 * row of its own, nor is an unended one that gave way.
 */
import type { ExportSegmentOnWire } from '../../../shared/contract/export.ts';
import { ACQUISITION_STATUSES, ENDINGS, ORIGINS, QUALITIES } from '../../../shared/domain/telemetry/flags.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';

/** A file of the export, with the columns that it has. */
export interface SegmentFile {
  readonly path: string;
  readonly unit: string;
  readonly rank: number;
  /** What is answered in another unit than it stands in. */
  readonly readIn: NonNullable<ExportSegmentOnWire['readIn']>;
  /** First and last sample, both included; texts in UTC or numbers, as long as they compare as times do. */
  readonly from: number;
  readonly to: number;
  /** Name and type of each column, as one text: files that say the same are read together. */
  readonly schema: string;
  readonly columns: readonly string[];
}

const TIME = 'time';
const AXES = [
  { suffix: 'quality', words: QUALITIES },
  { suffix: 'status', words: ACQUISITION_STATUSES },
  { suffix: 'origin', words: ORIGINS },
  { suffix: 'ending', words: ENDINGS },
] as const;
const SHOWN = 'unit, channel, time, value, quality, status, origin, sensor';
const NO_ROWS = `SELECT NULL::VARCHAR AS unit, NULL::VARCHAR AS channel, NULL::TIMESTAMPTZ AS time, NULL::DOUBLE AS value,
  NULL::VARCHAR AS quality, NULL::VARCHAR AS status, NULL::VARCHAR AS origin, NULL::VARCHAR AS ending, NULL::VARCHAR AS sensor,
  NULL::VARCHAR AS series, 0 AS rank WHERE false`;

/** The statements that make the views `samples` and `losing`. */
export function viewStatements(files: readonly SegmentFile[]): string[] {
  const [alone, among] = byOverlap(files);
  // Whatever DuckDB sorts by comes back with its zeros unsigned: the value itself must not be what is sorted.
  const content = `value + 0, NOT signbit(value), ${AXES.map(({ suffix, words }) => placeOf(suffix, words))
    .reverse()
    .join(', ')}`;
  const key = 'unit, series, time';
  const ending = placeOf('ending', ENDINGS);
  return [
    `CREATE VIEW "~alone" AS ${rowsOf(alone)}`,
    `CREATE VIEW "~among" AS ${rowsOf(among)}`,
    // A copy has equal content; of all its copies the one of the best rank stands for it. Copies leave before the others
    // are numbered: among equals DuckDB may number each window in another order.
    `CREATE VIEW "~unique" AS SELECT * FROM "~among"
       QUALIFY row_number() OVER (PARTITION BY ${key}, ${content} ORDER BY rank) = 1`,
    `CREATE VIEW "~ranked" AS SELECT *, row_number() OVER (PARTITION BY ${key} ORDER BY ${ending}, rank, ${content}) AS place
       FROM "~unique"`,
    `CREATE VIEW samples AS SELECT ${SHOWN} FROM "~alone" UNION ALL SELECT ${SHOWN} FROM "~ranked" WHERE place = 1`,
    `CREATE VIEW losing AS SELECT ${SHOWN} FROM "~ranked" WHERE place > 1 AND ending = '${ENDINGS[0]}'`,
  ];
}

/**
 * Files that share no time with another of their unit, and the others. Within a file every key stands once, so that
 * only the others need to be compared, and comparing is what costs.
 */
function byOverlap(files: readonly SegmentFile[]): [SegmentFile[], SegmentFile[]] {
  const alone: SegmentFile[] = [];
  const among: SegmentFile[] = [];
  for (const own of Map.groupBy(files, ({ unit }) => unit).values()) {
    let cluster: SegmentFile[] = [];
    let end = -Infinity;
    const close = () => (cluster.length > 1 ? among : alone).push(...cluster);
    for (const file of own.toSorted((a, b) => a.from - b.from)) {
      if (file.from > end) {
        close();
        cluster = [];
      }
      cluster.push(file);
      end = Math.max(end, file.to);
    }
    close();
  }
  return [alone, among];
}

function rowsOf(files: readonly SegmentFile[]): string {
  const alike = Map.groupBy(files, ({ unit, rank, readIn, schema }) =>
    JSON.stringify([unit, rank, readIn, schema]),
  );
  const parts = Array.from(alike.values()).flatMap((group) => {
    const { unit, rank, readIn, columns } = group[0]!;
    const from = `FROM read_parquet([${group.map(({ path }) => text(path)).join(', ')}], hive_partitioning = false)`;
    return seriesIn(columns).map((series) => seriesRows(series, { unit, rank, readIn, columns }, from));
  });
  return [NO_ROWS, ...parts].join('\nUNION ALL\n');
}

function seriesIn(columns: readonly string[]): string[] {
  const flags = new Set(columns.flatMap((name) => AXES.map(({ suffix }) => `${name}.${suffix}`)));
  return columns.filter((name) => name !== TIME && !flags.has(name));
}

function seriesRows(
  series: string,
  { unit, rank, readIn, columns }: Pick<SegmentFile, 'unit' | 'rank' | 'readIn' | 'columns'>,
  from: string,
): string {
  const channel = channelOf(series);
  const sensor = series === channel ? 'NULL::VARCHAR' : text(series.slice(channel.length + 1));
  const axisOf = ({ suffix, words }: (typeof AXES)[number]) =>
    columns.includes(`${series}.${suffix}`) ? name(`${series}.${suffix}`) : text(words[0]);
  const [quality, status, origin, ending] = AXES.map(axisOf);
  const stored = `${name(series)}::DOUBLE`;
  const change = readIn.find((one) => one.series === series);
  const inOther = `${status} = 'ACQUIRED'${change?.isCounts === true ? ` AND ${origin} = 'SETPOINT'` : ''}`;
  const told = (other: string, own: string) =>
    change === undefined || other === own ? own : `CASE WHEN ${inOther} THEN ${other} ELSE ${own} END`;
  const { scale = 1, offset = 0, divisor = 1 } = change?.line ?? {};
  const isLost = change?.line === null;
  const value = told(
    isLost ? stored : `(${stored} * ${scale}::DOUBLE + ${offset}::DOUBLE) / ${divisor}::DOUBLE`,
    stored,
  );
  const axes = [
    `${told(isLost ? "'BAD'" : quality!, quality!)} AS quality`,
    `${told(isLost ? "'INVALID'" : status!, status!)} AS status`,
    `${origin} AS origin`,
    `${ending} AS ending`,
  ];
  return `SELECT ${text(unit)} AS unit, ${text(channel)} AS channel, ${TIME}::TIMESTAMPTZ AS time,
    ${value} AS value, ${axes.join(', ')}, ${sensor} AS sensor, ${text(series)} AS series, ${rank} AS rank
    ${from} WHERE ${name(series)} IS NOT NULL`;
}

/** Where a word of an axis stands: the order of the flag byte, whose highest bits are the origin. */
function placeOf(suffix: string, words: readonly string[]): string {
  return `list_position([${words.map(text).join(', ')}], ${suffix})`;
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const name = (value: string) => `"${value.replaceAll('"', '""')}"`;
