import type { Definition } from '../domain/experiment/definition.ts';
import { channelNamed, unitNamed } from '../domain/experiment/lookups.ts';
import { type UnitSeries, unitSeries } from '../domain/experiment/unit-series.ts';
import { Refusal } from '../domain/refusal.ts';
import { channelOf } from '../domain/telemetry/frame.ts';

/** The series of a unit that a query names: a channel, or `channel@sensor`. Refuses what there is not. */
export function seriesAsked(definition: Definition, unit: string, channel: string): UnitSeries {
  unitNamed(definition, unit);
  channelNamed(definition, channelOf(channel));
  const known = unitSeries(definition, unit);
  const found = known.find(({ series }) => series === channel);
  if (found !== undefined) return found;
  throw new Refusal(
    'not-found',
    'channel.not-measured',
    `the unit ${unit} does not measure "${channel}"; it measures ${known.map(({ series }) => series).join(', ') || 'nothing'}`,
    { field: 'channel' },
  );
}
