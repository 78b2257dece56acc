import type { Offset } from '../twins/offset.ts';
import { type Anomaly, anomalyId } from './anomaly.ts';

/** An offset of a pair as an anomaly. Which of the two units is off cannot be told from their difference. */
export function offsetAnomaly(pair: string, offset: Offset, margin: number): Anomaly {
  const { channel, from, to, sign, medians, worstMedian, triggerValue } = offset;
  return {
    id: anomalyId('OFFSET', pair, channel, from),
    kind: 'OFFSET',
    pair,
    channels: [channel],
    from,
    to,
    severity: 'WARNING',
    blame: null,
    evidence: { margin, sign, medians: [...medians], worstMedian, triggerValue },
    detector: { name: 'offset', version: '1' },
  };
}
