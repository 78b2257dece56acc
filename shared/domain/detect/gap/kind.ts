/** GAP (docs/design.md#gap), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import { countText } from '../../words/count.ts';
import { spanText } from '../../words/span.ts';

export const gapEvidenceSchema = z.object({
  /** UNKNOWN as it is stored: the contact plan and the clock tell more, whenever somebody asks. */
  cause: z.string(),
  /** Of each channel; of the one with the shortest period where they differ. */
  missingSamples: z.number(),
  periodSeconds: z.number(),
  lengthSeconds: z.number(),
  /** The median step that the gap was judged by, where the declared period is no measure of it. */
  stepSeconds: z.number().optional(),
  /** At which end the data lack: the series began late, never came, or ended before others of the unit. */
  open: z.enum(['START', 'NEVER', 'END']).optional(),
});

const OPEN_WORDS = {
  START: ' before its first',
  NEVER: ', none ever came',
  END: ' since its last',
} as const;

export const GAP = anomalyKind({
  kind: 'GAP',
  version: '1',
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
});
