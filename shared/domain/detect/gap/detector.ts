/** GAP (docs/design.md#gap): a series that sent nothing for more than three periods. */
import * as z from 'zod';
import { anomalyId } from '../../anomaly/anomaly.ts';
import { detectorOf, lookingWith } from '../../anomaly/detector.ts';
import { type ReceivedSeries, unitDetector } from '../../anomaly/unit-detector.ts';
import { gapBetween, type Silence } from '../../telemetry/completeness.ts';
import { MICROS_PER_SECOND, type Seconds } from '../../time.ts';
import { countText } from '../../words/count.ts';
import { spanText } from '../../words/span.ts';

const GAP = { kind: 'GAP', version: '1' } as const;

const evidenceSchema = z.object({
  /** UNKNOWN as it is stored: the contact plan and the clock tell more, whenever somebody asks. */
  cause: z.string(),
  missingSamples: z.number(),
  periodSeconds: z.number(),
  lengthSeconds: z.number(),
});

export const gapDetector = unitDetector({
  ...GAP,
  needs: 'RECEIVED',
  evidence: evidenceSchema,
  evidenceOnWire: evidenceSchema,
  instants: [],
  confounds: false,
  isLogOnly: false,
  hasOwnLine: true,
  phrase: 'missing',
  figures: ({ channels, evidence: { cause, missingSamples, lengthSeconds } }) => {
    const each = channels.length > 1 ? ' of each channel' : '';
    const why = cause === 'UNKNOWN' ? '' : `, cause ${cause}`;
    const length = spanText(lengthSeconds * MICROS_PER_SECOND);
    return `${countText(missingSamples, 'sample')}${each} missing over ${length}${why}`;
  },
  rule: z.object({}),
  // What arrived, and when, stands in every page: completeness needs it too.
  facts: z.null(),
  state: z.null(),
  start: null,
  aimAt: () => lookingWith({}),
  ruleWithin: (rule) => rule,
  factsOf: () => null,
  fold: (state, { unit, received }) => ({ state, closed: gapAnomalies(unit, received.flatMap(gapsOf)) }),
  finish: () => [],
});

interface SeriesGap extends Silence {
  readonly series: string;
  readonly periodSeconds: Seconds;
}

function gapsOf({ series, periodSeconds, reception, lastBefore }: ReceivedSeries): SeriesGap[] {
  const between = lastBefore === null ? null : gapBetween(lastBefore, reception.first, periodSeconds);
  const gaps = between === null ? reception.gaps : [between, ...reception.gaps];
  return gaps.map((gap) => ({ ...gap, series, periodSeconds }));
}

/** One anomaly for the series of a unit that sent nothing over the same interval; the gaps come by series' name. */
function gapAnomalies(unit: string, gaps: readonly SeriesGap[]) {
  const shared = Map.groupBy(gaps, ({ from, to, periodSeconds }) => `${from} ${to} ${periodSeconds}`);
  return Array.from(shared.values(), (alike) =>
    gapAnomaly(
      unit,
      alike[0]!,
      alike.map(({ series }) => series),
    ),
  );
}

function gapAnomaly(unit: string, gap: SeriesGap, channels: string[]) {
  return {
    // A series has one gap at most from a given sample on, so its name tells two gaps of equal onset apart.
    id: anomalyId(GAP.kind, unit, gap.series, gap.from),
    kind: GAP.kind,
    unit,
    channels,
    from: gap.from,
    to: gap.to,
    severity: 'WATCH' as const,
    blame: null,
    evidence: {
      cause: 'UNKNOWN',
      missingSamples: gap.missing,
      periodSeconds: gap.periodSeconds,
      lengthSeconds: (gap.to - gap.from) / MICROS_PER_SECOND,
    },
    detector: detectorOf(GAP),
  };
}
