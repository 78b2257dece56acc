import { quoted } from '../quoted.ts';
import type { Declared } from './declared.ts';
import { positionFindings } from './position-checks.ts';
import type { Finding } from './problems.ts';
import {
  keyColumns,
  type SourceCell,
  sourceCell,
  sourceRows,
  timeColumns,
  unitOfAll,
  valueColumns,
} from './source-cells.ts';
import type { MappedColumn } from './source-columns.ts';
import type { CsvSource, PadSource, Source, WideSource } from './source-schema.ts';
import { awaitsUnit, MOST_OF_UNITS } from './sources-per-unit.ts';
import { primarySensor } from './unit-series.ts';
import { isZoneKnown, zoneProblem } from './zone-name.ts';

type Path = readonly PropertyKey[];

/** Contradictions within one source. */
export function sourceFindings(source: Source, declared: Declared, path: Path): Finding[] {
  return [
    ...(awaitsUnit(source.match)
      ? [
          contradiction(
            [...path, 'match'],
            isSaidOtherwise(source)
              ? 'says that the name of a file tells the unit, and so does unit or rows.unit: expected one of them'
              : `stands for a source of each unit: expected at most ${MOST_OF_UNITS} of all sources together`,
          ),
        ]
      : []),
    ...timeFindings(source, [...path, 'time']),
    ...(source.format === 'csv' ? [...dialectFindings(source, path), ...positionFindings(source, path)] : []),
    ...(source.format === 'sams-pad' ? padFindings(source, path) : []),
    ...keyFindings(source, path),
    ...roleFindings(source, path),
    ...(source.layout === 'wide' ? wideFindings(source, path) : []),
    ...twinFindings(source, declared, path),
  ];
}

const isSaidOtherwise = (source: Source): boolean =>
  unitOfAll(source) !== undefined || source.rows?.unit !== undefined;

/** Of times without offset the source must say the zone. */
function timeFindings({ time, format: fileFormat }: Source, path: Path): Finding[] {
  if (fileFormat !== 'csv' && Array.isArray(time.column)) {
    const message = 'is a list: expected the name of one member, which holds the time of its line';
    return [contradiction([...path, 'column'], message)];
  }
  const { epoch } = time;
  if (epoch !== undefined && !time.formats.every((format) => format.startsWith('epoch-')))
    return [
      contradiction(
        [...path, 'epoch'],
        'says where counts begin, and not all formats are counts (epoch-s, epoch-ms, epoch-us, epoch-ns)',
      ),
    ];
  const above = typeof epoch === 'object' ? epoch : null;
  if (above !== null && fileFormat !== 'csv')
    return [
      contradiction(
        [...path, 'epoch'],
        'looks for lines above a header, which only a CSV has: expected an instant',
      ),
    ];
  if (time.zone !== undefined) return zoneFindings(time.zone, [...path, 'zone']);
  const local = [...time.formats, ...(above === null ? [] : [above.format])].find(
    (format) => !carriesOffset(format),
  );
  if (local === undefined) return [];
  const message = `expected the zone (UTC, Europe/Berlin) of times such as ${local}, which carry no offset, got none`;
  return [{ path: [...path, 'zone'], code: 'definition.missing', message }];
}

/** Counts have none, ISO 8601 may, and X is the offset in a pattern; what is quoted there stands for itself. */
function carriesOffset(format: string): boolean {
  if (format === 'ISO8601' || format.startsWith('epoch-')) return true;
  return format.replaceAll(/'[^']*'/g, '').includes('X');
}

/** Only what the runtime cannot take: what it takes for another zone than was meant is refused at apply. */
function zoneFindings(zone: string, path: Path): Finding[] {
  if (isZoneKnown(zone)) return [];
  const message = zoneProblem(zone);
  return message === null ? [] : [{ path, code: 'definition.value', message }];
}

function dialectFindings({ comment, delimiter }: CsvSource, path: Path): Finding[] {
  if (comment === undefined || comment !== delimiter) return [];
  return [contradiction([...path, 'comment'], 'is the delimiter: every row would be a comment')];
}

const PAD_AXES = ['x', 'y', 'z'];

/** Its files have these columns and no others, whatever a definition would like to read. */
function padFindings({ columns, rows, events, time }: PadSource, path: Path): Finding[] {
  const others = Object.keys(columns).filter((name) => !PAD_AXES.includes(name));
  const lacking = PAD_AXES.filter((name) => !Object.hasOwn(columns, name));
  return [
    ...others.map((name) =>
      contradiction(
        [...path, 'columns', name],
        'is no axis: expected x, y and z, each with its unit and channel',
      ),
    ),
    ...(lacking.length === 0
      ? []
      : [contradiction([...path, 'columns'], `lacks ${lacking.join(', ')}: expected all three axes`)]),
    ...(rows === undefined && events === undefined
      ? []
      : [
          contradiction(
            [...path, rows === undefined ? 'events' : 'rows'],
            'has nothing to stand in: records have a time and three axes',
          ),
        ]),
    ...(time.column === 't' && time.formats.join() === 'ISO8601'
      ? []
      : [contradiction([...path, 'time'], 'is told by the header of the records: leave it out')]),
  ];
}

function keyFindings({ rows }: Source, path: Path): Finding[] {
  const findings: Finding[] = [];
  const keys = [rows?.unit, rows?.channel];
  for (const [i, key] of keys.entries()) {
    const twice = key?.ignore.find((text) => Object.hasOwn(key.names ?? {}, text));
    if (twice === undefined) continue;
    const at = [...path, 'rows', i === 0 ? 'unit' : 'channel', 'ignore'];
    findings.push(contradiction(at, `${quoted(twice)} is named and ignored: expected one of the two`));
  }
  return findings;
}

/** A column has one role: the time, what a row speaks of, a value, the events, or none. */
function roleFindings(source: Source, path: Path): Finding[] {
  const roles = new Map<string, string>();
  const findings: Finding[] = [];
  const take = (header: string, at: Path, role: string) => {
    const taken = roles.get(header);
    if (taken === undefined) roles.set(header, role);
    else findings.push(contradiction(at, taken));
  };
  for (const column of timeColumns(source))
    take(column, [...path, 'time', 'column'], 'is the time column, which is no reading');
  for (const column of keyColumns(source)) {
    const key = column === source.rows?.unit?.column ? 'unit' : 'channel';
    take(column, [...path, 'rows', key, 'column'], 'says what a row speaks of, which is no reading');
  }
  const columns = source.layout === 'long' ? [...path, 'rows', 'value'] : null;
  for (const header of valueColumns(source)) {
    take(header, columns ?? [...path, 'columns', header], `holds values already`);
  }
  if (source.events !== undefined)
    take(source.events.column, [...path, 'events', 'column'], 'holds event labels already');
  const ignored = new Set(source.ignore === 'rest' ? [] : source.ignore);
  for (const header of valueColumns(source)) {
    if (!ignored.has(header)) continue;
    const message = 'is mapped and ignored: expected one of the two';
    findings.push(contradiction(columns ?? [...path, 'columns', header], message));
  }
  return findings;
}

function wideFindings(source: WideSource, path: Path): Finding[] {
  const { rows, events } = source;
  const mapped = Object.entries(source.columns);
  if (rows?.unit !== undefined && rows.channel !== undefined) {
    const message =
      'units and channels both stand in rows: expected layout: long, with the column of the value';
    return [contradiction([...path, 'rows'], message)];
  }
  if (mapped.length === 0) return noColumnFindings(events, path);
  return [
    ...(rows?.unit !== undefined && source.unit !== undefined
      ? [contradiction([...path, 'unit'], `is said by the rows (column ${rows.unit.column}) too`)]
      : []),
    ...mapped.flatMap(([header, column]) =>
      columnFindings(column, { rows, unit: source.unit }, [...path, 'columns', header]),
    ),
  ];
}

function noColumnFindings(events: Source['events'], path: Path): Finding[] {
  const at = [...path, 'columns'];
  if (events === undefined)
    return [{ path: at, code: 'definition.value', message: 'expected one mapped column at least' }];
  if (events.units !== undefined) return [];
  const message = 'expected the units of the events of a file that has no readings, got none';
  return [{ path: [...path, 'events', 'units'], code: 'definition.missing', message }];
}

/** Unit and channel are each said once: by the column or by the rows. */
function columnFindings(
  column: MappedColumn,
  { rows, unit }: Pick<WideSource, 'rows' | 'unit'>,
  path: Path,
): Finding[] {
  const findings: Finding[] = [];
  for (const key of ['unit', 'channel'] as const) {
    if (rows?.[key] !== undefined && column[key] !== undefined)
      findings.push(contradiction([...path, key], `is said by the rows (column ${rows[key].column}) too`));
    const ofAll = key === 'unit' ? unit : undefined;
    if (rows?.[key] === undefined && column[key] === undefined && ofAll === undefined)
      findings.push({
        path: [...path, key],
        code: 'definition.missing',
        message: `expected the ${key} of the column, ${key === 'unit' ? 'or of the whole source (unit), ' : ''}or rows.${key}, got none`,
      });
  }
  const { sensor, as, missing, origin } = column;
  const isPlain = sensor === undefined && as === undefined && missing.length === 0 && origin === 'MEASURED';
  if (rows?.channel !== undefined && !isPlain) {
    const message =
      'sensor, as, missing and origin stand with the names of rows.channel, which say the channel';
    findings.push(contradiction(path, message));
  }
  return findings;
}

/** Two columns of one row that feed the same series. */
function twinFindings(source: Source, declared: Declared, path: Path): Finding[] {
  const findings = new Map<string, Finding>();
  for (const row of sourceRows(declared, source)) {
    const seen = new Map<string, string>();
    for (const header of valueColumns(source)) {
      const cell = sourceCell(source, row, header);
      if (cell === null) continue;
      const key = seriesKey(declared, cell);
      const twin = seen.get(key);
      if (twin === undefined) seen.set(key, header);
      if (twin === undefined || findings.has(header)) continue;
      const message = `measures what column ${quoted(twin)} measures (${cell.unit}, ${cell.channel}): expected one column, or a sensor each`;
      findings.set(header, contradiction([...path, 'columns', header], message));
    }
  }
  return [...findings.values()];
}

/** A column that names the primary sensor feeds the same series as one that names none. */
function seriesKey({ units }: Declared, { unit: id, channel, sensor }: SourceCell): string {
  const unit = units.get(id);
  const primary = unit === undefined ? null : primarySensor(unit, channel);
  return JSON.stringify([id, channel, sensor ?? primary]);
}

function contradiction(path: Path, message: string): Finding {
  return { path, code: 'definition.contradiction', message };
}
