import { overWords } from '../anomaly/over-words.ts';
import { type Anomaly, isLeftOpen } from './registry.ts';

/** What became of an anomaly that does not hold at the newest reading, which may also say nothing of it. */
export function endWords(anomaly: Anomaly): string {
  return isLeftOpen(anomaly) ? 'not known whether it is over' : overWords(anomaly);
}
