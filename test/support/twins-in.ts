/** The twins of `twin-experiment.ts`, taken in over the ports in memory. */
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from './twin-experiment.ts';

/** The definition in force and nothing taken in. */
export async function twinsDefined(definition: string = TWIN_DEFINITION): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'twins', definition);
  return memory;
}

/** Both files in, and everything computed that follows from them. */
export async function twinsIn(
  order: readonly ('fu1.csv' | 'gu1.csv')[] = ['fu1.csv', 'gu1.csv'],
): Promise<MemoryPorts> {
  const memory = await twinsDefined();
  const { flight, ground } = twinFiles();
  for (const name of order) await upload(memory, 'twins', name, name === 'fu1.csv' ? flight : ground);
  await settleAll(memory);
  return memory;
}
