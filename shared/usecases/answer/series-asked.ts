import type { Definition } from '../../domain/experiment/definition.ts';
import { channelNamed, unitNamed } from '../../domain/experiment/lookups.ts';
import { type UnitSeries, unitSeries } from '../../domain/experiment/unit-series.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';

/** The series of a unit that a query names: a channel, or `channel@sensor`. Refuses what there is not. */
export function seriesAsked(definition: Definition, unit: string, channel: string): UnitSeries {
  unitNamed(definition, unit);
  channelNamed(definition, channelOf(channel));
  const known = unitSeries(definition, unit);
  const found = known.find(({ series }) => series === channel);
  if (found !== undefined) return found;
  throw notMeasured(`the unit ${unit} does not measure`, 'it measures', channel, known);
}

/** Refuses a channel, or `channel@sensor`, that no unit measures. */
export function refuseUnmeasured(definition: Definition, channel: string): void {
  channelNamed(definition, channelOf(channel));
  const known = definition.units.flatMap(({ id }) => unitSeries(definition, id));
  if (known.some(({ series }) => series === channel)) return;
  throw notMeasured('no unit measures', 'they measure', channel, known);
}

function notMeasured(who: string, those: string, channel: string, known: readonly UnitSeries[]): Refusal {
  const series = [...new Set(known.map((one) => one.series))];
  return new Refusal(
    'not-found',
    'channel.not-measured',
    `${who} "${channel}"; ${those} ${series.join(', ') || 'nothing'}`,
    { field: 'channel' },
  );
}
