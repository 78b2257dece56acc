/** GAP (docs/design.md#gap): a series that sent nothing for more than three steps, late, or never. */
import * as z from 'zod';
import { lookingWith } from '../../anomaly/detector.ts';
import { unitDetector } from '../../anomaly/unit-detector.ts';
import { unitSeries } from '../../experiment/lookups.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import { countText } from '../../words/count.ts';
import { spanText } from '../../words/span.ts';
import { foldGaps, GAP, gapEvidenceSchema, gapStateSchema, openGaps } from './fold.ts';

const OPEN_WORDS = {
  START: ' before its first',
  NEVER: ', none ever came',
  END: ' since its last',
} as const;

export const gapDetector = unitDetector({
  ...GAP,
  needs: 'AWAITED',
  evidence: gapEvidenceSchema,
  evidenceOnWire: gapEvidenceSchema,
  instants: [],
  confounds: false,
  isLogOnly: false,
  hasOwnLine: true,
  phrase: 'missing',
  figures: ({ channels, evidence: { cause, missingSamples, lengthSeconds, stepSeconds, open } }) => {
    const each = channels.length > 1 ? ' of each channel' : '';
    const why = cause === 'UNKNOWN' ? '' : `, cause ${cause}`;
    const length = spanText(lengthSeconds * MICROS_PER_SECOND);
    const where = open === undefined ? '' : OPEN_WORDS[open];
    const by =
      stepSeconds === undefined
        ? ''
        : `, judged by the median step of ${spanText(stepSeconds * MICROS_PER_SECOND)}`;
    return `${countText(missingSamples, 'sample')}${each} missing over ${length}${where}${why}${by}`;
  },
  // The longest period of the unit's series: as long may a series come back after the others.
  rule: z.object({ widestSeconds: z.number() }),
  // What arrived, and when, stands in every page: completeness needs it too.
  facts: z.number(),
  state: gapStateSchema,
  start: { first: null, steps: {}, recent: [] },
  aimAt: (_, { index, unit }) =>
    lookingWith({ widestSeconds: Math.max(...unitSeries(index, unit).map(({ period }) => period)) }),
  ruleWithin: (rule) => rule,
  factsOf: (series) => Math.max(0, ...series.map(({ rule }) => rule.widestSeconds)),
  fold: foldGaps,
  finish: openGaps,
});
