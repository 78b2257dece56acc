/** The twins with a hole in the flight unit's file, and a contact plan that was flown over it. */
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from './memory-ports.ts';
import { settleAll, upload } from './run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from './twin-experiment.ts';

export const PLAN =
  'aos,los,station\n2026-03-01T08:00:00Z,2026-03-01T08:12:00Z,Kiruna\n2026-03-20T01:00:00Z,2026-03-20T01:12:00Z,Kiruna\n';

/** Both files, the flight's without the rows of the minutes [from, to); where it is spoilt their cells cannot be read. */
export async function withGap(from: number, to: number, spoil = false): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'twins', TWIN_DEFINITION);
  const { flight, ground } = twinFiles({ isFrozen: false });
  const lines = flight.split('\n');
  const kept = spoil
    ? lines.map((line, i) => (i > from && i <= to ? line.replaceAll(/,[^,]+/g, ',x') : line))
    : lines.filter((_, i) => i <= from || i > to);
  await upload(memory, 'twins', 'fu1.csv', kept.join('\n'));
  await upload(memory, 'twins', 'gu1.csv', ground);
  await settleAll(memory);
  return memory;
}
