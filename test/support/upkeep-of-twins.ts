/** What upkeep of the small mission of twins comes to. */
import type { UpkeepTask } from '../../shared/domain/upkeep/upkeep-record.ts';
import { showUpkeep, startUpkeep } from '../../shared/usecases/upkeep/start-upkeep.ts';
import type { MemoryPorts } from './memory-ports.ts';
import { settleAll } from './run-stack.ts';

/** Begun by ada and run to its end. */
export async function upkeepOfTwins(ports: MemoryPorts, task: UpkeepTask) {
  await startUpkeep(ports, 'twins', task, 'ada');
  await settleAll(ports);
  return showUpkeep(ports, 'twins', task);
}
