import type { ColumnReading } from '../telemetry/reading.ts';
import { conversionBetween } from '../ucum/conversion.ts';
import type { Definition } from './definition.ts';
import type { SourceCell } from './source-cells.ts';
import { seriesFed } from './unit-series.ts';

/**
 * How a source's cell becomes samples of its series. Fails with `unit.unknown` or `channel.unknown`, and where the
 * file's unit cannot become the channel's with `unit.incommensurable`.
 */
export function columnReading(definition: Definition, cell: SourceCell): ColumnReading {
  const { series, channel, storage, validRange, ucum } = seriesFed(definition, cell.unit, cell);
  const missing = cell.missing.map(({ value, from, to }) => ({ value, from: from ?? null, to: to ?? null }));
  const conversion = cell.as === undefined ? null : conversionBetween(cell.as, ucum);
  return { unit: cell.unit, series, channel, storage, origin: cell.origin, conversion, missing, validRange };
}
