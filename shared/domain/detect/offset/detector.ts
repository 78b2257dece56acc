/** OFFSET (docs/design.md#offset): twins that stand apart by more than their margin. */
import * as z from 'zod';
import { anomalyId, holdingAt } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf, lookingWith, notLooking } from '../../anomaly/detector.ts';
import { pairDetector } from '../../anomaly/pair-detector.ts';
import { derived } from '../../words/derived.ts';
import { OFFSET, type offsetEvidenceSchema } from './kind.ts';
import { foldOffset, OFFSET_START, type Offset, offsetStateSchema } from './offset.ts';

const channelStateSchema = offsetStateSchema.extend({
  /** The newest pair's time on the flight's axis; null where nothing was paired yet. */
  last: z.number().nullable(),
});

export const offsetDetector = pairDetector({
  ...OFFSET,
  needs: 'JUDGED',
  rule: z.number(),
  state: z.record(z.string(), channelStateSchema),
  start: {},
  aimAt: ({ twin }) =>
    twin.margin === null
      ? notLooking('the channel declares no margin for its twin')
      : lookingWith(twin.margin),
  fold: (before, { pair, channels }) => {
    const state = { ...before };
    const closed = channels.flatMap(({ channel, rule: margin, paged }) => {
      const { series } = channel;
      const known = Object.hasOwn(state, series) ? state[series] : undefined;
      const folded = foldOffset(known ?? OFFSET_START, paged.blocks, { channel: series, margin });
      state[series] = { ...folded.state, last: paged.last ?? known?.last ?? null };
      return folded.closed.map((offset) => offsetAnomaly(pair.id, offset, margin));
    });
    return { state, closed };
  },
  finish: (state, { pair, judged }) =>
    judged.flatMap(({ channel, rule: margin }) => {
      const known = Object.hasOwn(state, channel.series) ? state[channel.series] : undefined;
      const { open = null, last = null } = known ?? {};
      return open === null ? [] : [holdingAt(offsetAnomaly(pair.id, open, margin), last ?? open.from)];
    }),
});

/** Which of the two units is off cannot be told from their difference. */
function offsetAnomaly(
  pair: string,
  { channel, from, to, sign, medians, worstMedian, triggerValue }: Offset,
  margin: number,
): AnomalyOf<'OFFSET', z.infer<typeof offsetEvidenceSchema>> {
  return {
    id: anomalyId(OFFSET.kind, pair, channel, from),
    kind: OFFSET.kind,
    pair,
    channels: [channel],
    from,
    to,
    severity: 'WARNING',
    blame: null,
    evidence: {
      ...{ margin, sign, medians: medians.map(derived) },
      ...{ worstMedian: derived(worstMedian), triggerValue: derived(triggerValue) },
    },
    detector: detectorOf(OFFSET),
  };
}
