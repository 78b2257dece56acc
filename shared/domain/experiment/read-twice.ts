/** Whether two sources make samples twice of one file: the same cells of it, of the same channel of a unit, read otherwise. */
import { canonicalJson } from '../canonical-json.ts';
import type { DefinitionIndex } from './definition-index.ts';
import { readingOf } from './reading.ts';
import { cellPlaces, type SourceCell } from './source-cells.ts';
import type { Source } from './source-schema.ts';

/** How a file is read. */
export interface ReadBy {
  readonly index: DefinitionIndex;
  readonly source: Source;
  /** Names the reading of the whole definition. */
  readonly readingRevision: string | null;
}

/**
 * The channels that both read from the same cells for the same unit, where these would give other samples. Where both
 * give the same samples nothing counts twice, nor where they read other cells: a file may be read by several sources for
 * several channels.
 */
export function readTwice(one: ReadBy, other: ReadBy): { readonly unit: string; readonly channel: string }[] {
  const isSameReading = one.readingRevision !== null && one.readingRevision === other.readingRevision;
  if (isSameReading && one.source.id === other.source.id) return [];
  const cells = cellPlaces(other.index, other.source);
  const [howOne, howOther] = [howRead(one), howRead(other)];
  const twice = new Map<string, SourceCell>();
  for (const [place, cell] of cellPlaces(one.index, one.source)) {
    const { unit, channel } = cell;
    const same = cells.get(place);
    if (same === undefined || same.unit !== unit || same.channel !== channel) continue;
    if (howOne(cell) !== howOther(same)) twice.set(JSON.stringify([unit, channel]), cell);
  }
  return [...twice.values()].map(({ unit, channel }) => ({ unit, channel }));
}

/** All by which the samples of a cell would be others; which other cells are read has no part in it. */
function howRead({ index, source }: ReadBy): (cell: SourceCell) => string {
  const { channels, units, sources: _sources, ...all } = readingOf(index);
  const [channelOf, unitOf] = [byId(channels), byId(units)];
  const {
    id: _id,
    match: _match,
    rank: _rank,
    clock: _clock,
    ignore: _ignore,
    events: _events,
    ...keys
  } = source;
  const { rows, columns: _columns, ...frame } = { columns: null, ...keys };
  const raw = rows !== undefined && 'raw' in rows ? (rows.raw ?? null) : null;
  return (cell) =>
    canonicalJson({
      ...{ all, frame, cell, raw },
      channel: channelOf.get(cell.channel) ?? null,
      unit: unitOf.get(cell.unit) ?? null,
    });
}

function byId<T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one.id, one]));
}
