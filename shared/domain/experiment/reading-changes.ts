/** What a definition says otherwise of samples than the definition that they were read under. */
import { canonicalJson } from '../canonical-json.ts';
import type { Storage } from '../telemetry/frame.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import type { DefinitionIndex } from './definition-index.ts';
import { cellPlaces, type SourceCell, sourceCells } from './source-cells.ts';
import type { Source } from './source-schema.ts';
import { seriesFed, type UnitSeries } from './unit-series.ts';

export interface ReadingChange {
  readonly what: 'unit' | 'storage' | 'as' | 'zone' | 'columns' | 'sensors' | 'calibrators';
  readonly channel: string;
  /** The only series that it concerns; null where it is every one of the channel. */
  readonly of: { readonly unit: string; readonly series: string } | null;
  /** The source that reads it otherwise; null where it is the channel or its sensors. */
  readonly source: string | null;
  /** As the definitions say it. */
  readonly before: string;
  readonly after: string;
}

/** How a file is read: by a source of a definition, null where none of that definition reads it. */
export interface SourceReading {
  readonly index: DefinitionIndex;
  readonly source: Source | null;
}

/**
 * Whether a new reading mends nothing: what is stored are the numbers of the file either way, and only the calibrators
 * say whether they are counts.
 */
export function isOfCounts({ what }: ReadingChange): boolean {
  return what === 'calibrators';
}

/**
 * What is otherwise, channel by channel, of a file that was read in one way and is read in another: units and storages
 * of its channels, whether they are counts, the sensor that a series is of, the zone, the file's units (`as`), and
 * columns or rows that gave another series or are no longer read. What only the later one has is no change, nor is
 * another spelling of the same unit.
 */
export function readingChanges(was: SourceReading, is: SourceReading): ReadingChange[] {
  if (was.source === null) return [];
  const cells = sourceCells(was.index, was.source);
  const channels = [...new Set(cells.map(({ channel }) => channel))];
  return [
    ...channels.flatMap((channel) => ofChannel(channel, was.index, is.index)),
    ...ofSeries(cells, was.index, is.index),
    ...(is.source === null
      ? []
      : ofTimesAndUnits({ ...was, source: was.source }, { ...is, source: is.source }, channels)),
    ...ofCells({ ...was, source: was.source }, is),
  ];
}

function ofChannel(channel: string, before: DefinitionIndex, after: DefinitionIndex): ReadingChange[] {
  const [was, is] = [before.channels.get(channel), after.channels.get(channel)];
  if (was === undefined || is === undefined) return [];
  const isOtherStorage = !isSameJson(was.storage, is.storage);
  const storages = { before: storageText(was.storage), after: storageText(is.storage) };
  const all = { channel, of: null, source: null };
  return [
    ...(isSameUnit(was.unit, is.unit)
      ? []
      : [{ what: 'unit' as const, ...all, before: was.unit, after: is.unit }]),
    ...(isOtherStorage ? [{ what: 'storage' as const, ...all, ...storages }] : []),
  ];
}

function ofSeries(
  cells: readonly SourceCell[],
  before: DefinitionIndex,
  after: DefinitionIndex,
): ReadingChange[] {
  const fed = new Map(
    cells.map((cell) => [`${cell.unit} ${seriesFed(before, cell.unit, cell).series}`, cell.unit]),
  );
  return [...fed].flatMap(([name, unit]) => {
    const series = name.slice(unit.length + 1);
    const [was, is] = [before, after].map((index) =>
      index.seriesByUnit.get(unit)?.find((one) => one.series === series),
    );
    if (was === undefined || is === undefined) return [];
    const one = { channel: was.channel, of: { unit, series }, source: null };
    const [isOne, isNow] = [was, is].map(({ calibration }) => calibration?.isCounts === true);
    const isOtherUnit = !isSameUnit(was.ucum, is.ucum);
    const hasSameCurves = isSameJson(curvesOf(before, was), curvesOf(after, is));
    // Curves that come later make counts of numbers that were counts all along; not so of numbers in another unit.
    const isOtherCount = isOne ? !isNow || (isOtherUnit && hasSameCurves) : isNow && isOtherUnit;
    const counts = { before: countsText(was, isOne === true), after: countsText(is, isNow === true) };
    return [
      ...(isOtherCount ? [{ what: 'calibrators' as const, ...one, ...counts }] : []),
      ...(isOtherSensor(was, is)
        ? [{ what: 'sensors' as const, ...one, before: was.sensor!, after: is.sensor! }]
        : []),
    ];
  });
}

function curvesOf({ channels }: DefinitionIndex, { channel }: UnitSeries) {
  return channels.get(channel)?.calibrators ?? [];
}

function isSameJson(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** A sensor that is declared later tells only more. */
function isOtherSensor(was: UnitSeries, is: UnitSeries): boolean {
  return was.sensor !== null && is.sensor !== null && was.sensor !== is.sensor;
}

interface Read {
  readonly index: DefinitionIndex;
  readonly source: Source;
}

function ofTimesAndUnits(was: Read, is: Read, channels: readonly string[]): ReadingChange[] {
  const source = was.source.id;
  const [asBefore, asAfter] = [unitsRead(was), unitsRead(is)];
  const all = { of: null, source };
  // A source without a zone read no time that needed one.
  const isOtherZone = was.source.time.zone !== undefined && was.source.time.zone !== is.source.time.zone;
  const zone = { before: was.source.time.zone ?? 'none', after: is.source.time.zone ?? 'none' };
  return channels.flatMap((channel) => {
    const [files, now] = [asBefore.get(channel), asAfter.get(channel)];
    const others = now === undefined ? [] : [...(files ?? [])].filter((as) => !now.has(as));
    const as = { before: others.join(', '), after: [...(now ?? [])].join(', ') };
    return [
      ...(others.length > 0 ? [{ what: 'as' as const, channel, ...all, ...as }] : []),
      ...(isOtherZone ? [{ what: 'zone' as const, channel, ...all, ...zone }] : []),
    ];
  });
}

const NOT_READ = 'no longer read';

/** Whether the file, read again, would lose the samples. */
export function isLost({ what, after }: ReadingChange): boolean {
  return what === 'columns' && after === NOT_READ;
}

/** Columns, or rows, that give the samples of another series, or of none: read again, the file would lose them. */
function ofCells(was: Read, is: SourceReading): ReadingChange[] {
  const now = is.source === null ? null : cellPlaces(is.index, is.source);
  return [...cellPlaces(was.index, was.source)].flatMap(([place, cell]) => {
    const one = seriesFed(was.index, cell.unit, cell);
    const of = { unit: cell.unit, series: one.series };
    const before = `${place} is ${cell.unit} ${one.series}`;
    const change = { what: 'columns' as const, channel: one.channel, of, source: was.source.id, before };
    const fed = now?.get(place);
    if (fed === undefined) return [{ ...change, after: NOT_READ }];
    const other = seriesFed(is.index, fed.unit, fed);
    // Of one series that is of another sensor the sensors are told.
    const isSameSeries =
      one.series === other.series || (one.channel === other.channel && !isOtherSensor(one, other));
    if (cell.unit === fed.unit && isSameSeries) return [];
    return [{ ...change, after: `${fed.unit} ${other.series}` }];
  });
}

const NOT_SAID = "none (the channel's unit)";

/** What the source's cells say of the file's unit, by channel. */
function unitsRead({ index, source }: Read): Map<string, Set<string>> {
  const read = new Map<string, Set<string>>();
  for (const { channel, as } of sourceCells(index, source)) {
    const unit = index.channels.get(channel)?.unit;
    const isSaid = as !== undefined && (unit === undefined || !isSameUnit(as, unit));
    const said = read.get(channel) ?? new Set();
    read.set(channel, said.add(isSaid ? as : NOT_SAID));
  }
  return read;
}

function isSameUnit(one: string, other: string): boolean {
  return one === other || conversionIfAny(one, other) === null;
}

function storageText(storage: Storage): string {
  return storage.kind === 'decimal' ? `decimal(${storage.scale})` : storage.kind;
}

function countsText({ ucum }: UnitSeries, isCounts: boolean): string {
  return isCounts ? `counts, with a curve to ${ucum}` : `numbers in ${ucum}, without a curve`;
}
