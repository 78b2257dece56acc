/** A delta page as a Parquet file: a row group a channel, a row a pair; what found no partner is in the metadata. */
import * as z from 'zod';
import type { Micros } from '../domain/time.ts';
import type { ChannelPairs } from '../domain/twins/channel-pairs.ts';
import type { NumberColumn, TableColumn } from './parquet/column.ts';
import { decodeTable, encodeTable } from './parquet/table.ts';

export interface DeltaPage {
  /** First and last sample of either unit on the flight's axis, paired or not; null where there is none. */
  readonly extent: { readonly from: Micros; readonly to: Micros } | null;
  /** By series, each once. */
  readonly channels: readonly ChannelPairs[];
}

const METADATA = 'howship.deltaPage';

const metadataSchema = z.object({
  extent: z.object({ from: z.number(), to: z.number() }).nullable(),
  channels: z.array(
    z.object({
      series: z.string(),
      unpaired: z.object({
        flight: z.number(),
        ground: z.number(),
        reasons: z.record(z.string(), z.number()),
      }),
    }),
  ),
});

/** Equal pages give equal bytes. A page has one channel at least. */
export function encodeDeltaPage({ extent, channels }: DeltaPage): Uint8Array {
  const metadata = { extent, channels: channels.map(({ series, unpaired }) => ({ series, unpaired })) };
  return encodeTable(channels.map(columnsOf), { [METADATA]: JSON.stringify(metadata) });
}

/** @param series the channels wanted, all where absent. */
export function decodeDeltaPage(bytes: Uint8Array, series?: ReadonlySet<string>): DeltaPage {
  // The metadata names the channels of the row groups, so it is read before any of them.
  const { metadata } = decodeTable(bytes, [], []);
  const { extent, channels } = metadataSchema.parse(JSON.parse(metadata[METADATA] ?? 'null'));
  const wanted = [...channels.keys()].filter((i) => series === undefined || series.has(channels[i]!.series));
  const { rowGroups } = decodeTable(bytes, undefined, wanted);
  return { extent, channels: wanted.map((i, k) => ({ ...channels[i]!, ...pairsOf(rowGroups[k]!) })) };
}

function columnsOf(pairs: ChannelPairs): TableColumn[] {
  const column = (
    name: string,
    kind: 'timestamp' | 'float64' | 'int32',
    values: Float64Array,
  ): NumberColumn => ({
    name,
    type: { kind },
    values,
    optional: false,
  });
  return [
    column('flightTime', 'timestamp', pairs.flightTimes),
    column('groundTime', 'timestamp', pairs.groundTimes),
    column('flight', 'float64', pairs.flight),
    column('ground', 'float64', pairs.ground),
    column('flightFlags', 'int32', Float64Array.from(pairs.flightFlags)),
    column('groundFlags', 'int32', Float64Array.from(pairs.groundFlags)),
  ];
}

function pairsOf(columns: readonly TableColumn[]): Omit<ChannelPairs, 'series' | 'unpaired'> {
  const numbers = (name: string): Float64Array => {
    const column = columns.find((one) => one.name === name);
    if (column === undefined || !(column.values instanceof Float64Array)) {
      throw new Error(`the delta page has no numbers called ${name}`);
    }
    return column.values;
  };
  return {
    flightTimes: numbers('flightTime'),
    groundTimes: numbers('groundTime'),
    flight: numbers('flight'),
    ground: numbers('ground'),
    flightFlags: Uint8Array.from(numbers('flightFlags')),
    groundFlags: Uint8Array.from(numbers('groundFlags')),
  };
}
