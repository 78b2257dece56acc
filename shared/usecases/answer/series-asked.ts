import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { channelNamed, unitNamed, unitSeries } from '../../domain/experiment/lookups.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';

/** The series of a unit that a query names: a channel, or `channel@sensor`. Refuses what there is not. */
export function seriesAsked(index: DefinitionIndex, unit: string, channel: string): UnitSeries {
  unitNamed(index, unit);
  channelNamed(index, channelOf(channel));
  const known = unitSeries(index, unit);
  const found = known.find(({ series }) => series === channel);
  if (found !== undefined) return found;
  throw notMeasured(`the unit ${unit} does not measure`, 'it measures', channel, known);
}

/** Refuses a channel, or `channel@sensor`, that no unit measures. */
export function refuseUnmeasured(index: DefinitionIndex, channel: string): void {
  channelNamed(index, channelOf(channel));
  const known = [...index.seriesByUnit.values()].flat();
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
