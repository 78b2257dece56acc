import type { Definition } from './definition.ts';
import { didYouMean, type Finding } from './problems.ts';
import type { MappedColumn, Source } from './source-schema.ts';
import { primarySensor } from './unit-series.ts';

type Path = readonly PropertyKey[];

/** Contradictions within one source. */
export function sourceFindings(source: Source, definition: Definition, path: Path): Finding[] {
  return [...timeFindings(source, [...path, 'time']), ...columnFindings(source, definition, path)];
}

/** A pattern has no letter for an offset, so that the source must say in which zone its times are. */
function timeFindings({ time }: Source, path: Path): Finding[] {
  if (time.zone !== undefined) return zoneFindings(time.zone, [...path, 'zone']);
  const local = time.formats.find((format) => format !== 'ISO8601' && !format.startsWith('epoch-'));
  if (local === undefined) return [];
  const message = `is missing: expected the zone of times such as ${local}, which carry no offset (UTC, Europe/Berlin)`;
  return [{ path: [...path, 'zone'], code: 'definition.missing', message }];
}

function zoneFindings(zone: string, path: Path): Finding[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const hint = didYouMean(zone, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
    const message = `expected an IANA time zone such as UTC or Europe/Berlin, came ${JSON.stringify(zone)}${hint}`;
    return [{ path, code: 'definition.value', message }];
  }
}

function columnFindings(source: Source, definition: Definition, path: Path): Finding[] {
  if (source.layout === 'long') return [];
  const mapped = Object.entries(source.columns);
  const findings: Finding[] = [];
  for (const [i, [header, column]] of mapped.entries()) {
    const at = [...path, 'columns', header];
    if (header === source.time.column)
      findings.push(contradiction(at, 'is the time column, which is no reading'));
    if (source.ignore.includes(header))
      findings.push(contradiction(at, 'is mapped and ignored: expected one of the two'));
    const series = seriesKey(definition, column);
    const twin = mapped.slice(0, i).find(([, earlier]) => seriesKey(definition, earlier) === series);
    if (twin === undefined) continue;
    const message = `measures what column ${JSON.stringify(twin[0])} measures (${column.unit}, ${column.channel}): expected one column, or a sensor each`;
    findings.push(contradiction(at, message));
  }
  return findings;
}

/** A column that names the primary sensor feeds the same series as one that names none. */
function seriesKey(definition: Definition, { unit: id, channel, sensor }: MappedColumn): string {
  const unit = definition.units.find((it) => it.id === id);
  const primary = unit === undefined ? null : primarySensor(unit, channel);
  return JSON.stringify([id, channel, sensor ?? primary]);
}

function contradiction(path: Path, message: string): Finding {
  return { path, code: 'definition.contradiction', message };
}
