/** LIMIT (docs/design.md#limit), as it is told. */
import { anomalyKind } from '../../anomaly/detector.ts';
import { boundText, deltaText } from './bound-text.ts';
import { BOUND_INSTANTS, limitEvidenceOnWireSchema, limitEvidenceSchema } from './evidence.ts';

export const LIMIT = anomalyKind({
  kind: 'LIMIT',
  version: '3',
  evidence: limitEvidenceSchema,
  evidenceOnWire: limitEvidenceOnWireSchema,
  instants: BOUND_INSTANTS,
  confounds: false,
  isLogOnly: false,
  isExplainable: true,
  hasOwnLine: false,
  phrase: 'beyond its limit',
  figures: (anomaly, unitOf) => {
    const unit = unitOf(anomaly.channels[0] ?? '');
    const { twins } = anomaly.evidence;
    return twins === undefined ? boundText(anomaly, unit) : deltaText(anomaly, twins, unit);
  },
});
