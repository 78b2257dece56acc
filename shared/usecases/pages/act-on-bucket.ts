import type { AlignMessage } from '../../contract/hints.ts';
import type { Ports } from '../../ports.ts';
import { recompute } from '../define/recompute-all.ts';
import { alignTwins } from './align-twins.ts';

/** What a message of the align queue asks for: one bucket, or all heads of an experiment to be marked due. */
export async function actOnBucket(ports: Ports, hint: AlignMessage): Promise<void> {
  if ('recompute' in hint) await recompute(ports, hint.experiment);
  else await alignTwins(ports, hint);
}
