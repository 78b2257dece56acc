import { type ColumnReading, NO_VALUE } from '../telemetry/reading.ts';
import { conversionBetween, exactConversionBetween } from '../ucum/conversion.ts';
import type { Declared } from './declared.ts';
import type { SourceCell } from './source-cells.ts';
import { seriesFed } from './unit-series.ts';

/**
 * How a source's cell becomes samples of its series. Fails with `unit.unknown` or `channel.unknown`, and where the
 * file's unit cannot become the channel's with `unit.incommensurable`.
 */
export function columnReading(declared: Declared, cell: SourceCell): ColumnReading {
  const { series, channel, storage, validRange, ucum } = seriesFed(declared, cell.unit, cell);
  // When a text counts is the reader's to say, who turns it into a number.
  const missing = cell.missing.map(({ value, from, to }) =>
    typeof value === 'string'
      ? { value: NO_VALUE, from: null, to: null }
      : { value, from: from ?? null, to: to ?? null },
  );
  const conversion = cell.as === undefined ? null : conversionBetween(cell.as, ucum);
  const exact = cell.as === undefined ? null : exactConversionBetween(cell.as, ucum);
  return {
    unit: cell.unit,
    series,
    channel,
    storage,
    origin: cell.origin,
    conversion,
    exact,
    missing,
    validRange,
  };
}
