/** Every few minutes: whatever is still due is hinted at again. */
import { awsPorts } from '../../shared/aws/ports.ts';
import { log } from '../../shared/runtime/log.ts';
import { watch } from '../../shared/usecases/watch.ts';

const ports = awsPorts();

export async function handler(): Promise<void> {
  const found = await watch(ports);
  log.info('watched', found);
}
