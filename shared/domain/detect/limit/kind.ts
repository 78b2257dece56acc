/** LIMIT (docs/design.md#limit), as it is told. */
import { anomalyKind } from '../../anomaly/detector.ts';
import { boundText } from './bound-text.ts';
import { BOUND_INSTANTS, boundEvidenceOnWireSchema, boundEvidenceSchema } from './evidence.ts';

export const LIMIT = anomalyKind({
  kind: 'LIMIT',
  version: '3',
  evidence: boundEvidenceSchema,
  evidenceOnWire: boundEvidenceOnWireSchema,
  instants: BOUND_INSTANTS,
  confounds: false,
  isLogOnly: false,
  isExplainable: true,
  hasOwnLine: false,
  phrase: 'beyond its limit',
  figures: (anomaly, unitOf) => boundText(anomaly, unitOf(anomaly.channels[0] ?? '')),
});
