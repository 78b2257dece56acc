/** RATE (docs/design.md#rate), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import { exactSpanText } from '../../words/span.ts';
import { boundText } from '../limit/bound-text.ts';
import { BOUND_INSTANTS, boundEvidenceOnWireSchema, boundEvidenceSchema } from '../limit/evidence.ts';

/** Each value is a change over `perSeconds`, as the slope over the last `overSeconds`. */
const RATED = {
  overSeconds: z.number(),
  perSeconds: z.number(),
  /** The newest readings tell no rate, so it is not over, nor known to last. */
  isUnknown: z.literal(true).optional(),
};

export const RATE = anomalyKind({
  kind: 'RATE',
  version: '2',
  evidence: boundEvidenceSchema.extend(RATED),
  evidenceOnWire: boundEvidenceOnWireSchema.extend(RATED),
  instants: BOUND_INSTANTS,
  confounds: false,
  isLogOnly: false,
  isExplainable: true,
  hasOwnLine: false,
  phrase: 'changing too fast',
  figures: (anomaly, unitOf) => {
    const { perSeconds, overSeconds } = anomaly.evidence;
    const unit = `${unitOf(anomaly.channels[0] ?? '')} in ${exactSpanText(perSeconds * MICROS_PER_SECOND)}`;
    return boundText(anomaly, unit, `, each a slope over ${exactSpanText(overSeconds * MICROS_PER_SECOND)}`);
  },
});
