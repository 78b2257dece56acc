/** SHIFT and DRIFT (docs/drift.md), as they are told. */
import { anomalyKind } from '../../anomaly/detector.ts';
import {
  DRIFT_INSTANTS,
  type DriftEvidence,
  driftEvidenceOnWireSchema,
  driftEvidenceSchema,
  driftFigures,
} from './evidence.ts';

const SHARED = {
  version: '1',
  evidence: driftEvidenceSchema,
  evidenceOnWire: driftEvidenceOnWireSchema,
  instants: DRIFT_INSTANTS,
  confounds: true,
  isLearnt: true,
  isExplainable: true,
  isLogOnly: false,
  hasOwnLine: false,
} as const;

interface Told {
  readonly channels: readonly string[];
  readonly current?: { readonly asOf: number } | undefined;
  readonly evidence: DriftEvidence;
}

const figures = ({ channels, current, evidence }: Told, unitOf: (series: string) => string) =>
  driftFigures(evidence, current?.asOf ?? null, unitOf(channels[0] ?? ''));

export const SHIFT = anomalyKind({
  ...SHARED,
  kind: 'SHIFT',
  phrase: 'shifted from its reference',
  figures,
});

export const DRIFT = anomalyKind({ ...SHARED, kind: 'DRIFT', phrase: 'drifting', figures });
