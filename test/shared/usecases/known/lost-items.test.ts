import { expect, it } from 'vitest';
import { listExperiments } from '../../../../shared/usecases/answer/show-experiment.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { isLostExperiment, lacksItems } from '../../../../shared/usecases/known/lost-items.ts';
import { runUpkeep } from '../../../../shared/usecases/upkeep/run-upkeep.ts';
import { showUpkeep, startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { twinsApi } from '../../../support/api.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { settleAll } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const E = 'twins';

/** Another table and archive, with the raw bucket of the first. */
function afterTheLoss({ raw, kept, uploads, clock }: MemoryPorts): MemoryPorts {
  return { ...memoryPorts(), raw, kept, uploads, clock };
}

it('refuses a definition of an experiment that is kept and not in the table, until it is rebuilt', async () => {
  const ports = afterTheLoss((await twinsApi()).ports);
  const before = ports.kept.objects.size;
  const titled = TWIN_DEFINITION.replace(/title:.*/, 'title: another');
  for (const text of [TWIN_DEFINITION, titled])
    await expect(applyExperiment(ports, E, text)).rejects.toMatchObject({
      code: 'experiment.kept',
      message:
        'twins is kept but not in the table: ./howship rebuild -e twins makes it again with its files; apply the definition after that',
    });
  expect(ports.catalogue.partitions.size).toBe(0);
  expect(ports.kept.objects.size).toBe(before);
  await startUpkeep(ports, E, 'REBUILD', 'ada');
  await settleAll(ports);
  expect(await showUpkeep(ports, E, 'REBUILD')).toMatchObject({ differing: 0, looked: { files: 2 } });
  expect(await applyExperiment(ports, E, titled)).toMatchObject({ revision: 2 });
});

it('takes a definition of which nothing but itself is kept, as after a run that died', async () => {
  const first = memoryPorts();
  await applyExperiment(first, E, TWIN_DEFINITION);
  const ports = afterTheLoss(first);
  expect(ports.kept.objects.size).toBe(2);
  expect(await isLostExperiment(ports, E)).toBe(false);
  expect(await applyExperiment(ports, E, TWIN_DEFINITION)).toMatchObject({ revision: 1 });
});

it('lists what is kept and not in the table', async () => {
  const { ports } = await twinsApi();
  expect(await listExperiments(ports)).not.toHaveProperty('lost');
  expect(await listExperiments(afterTheLoss(ports))).toEqual({ experiments: [], lost: [E] });
});

it('lets a rebuild begin where it takes too long to find out whether anything is lost', async () => {
  const { ports } = await twinsApi();
  expect(await lacksItems(ports, E)).toBe(false);
  let asked = 0;
  const { clock } = ports;
  const now = () => 6e6 * asked++;
  const slow = { ...ports, clock: { now, newId: () => clock.newId(), pause: () => clock.pause() } };
  expect(await lacksItems(slow, E)).toBe(true);
  await startUpkeep(slow, E, 'REBUILD', 'ada');
  const archive = ports.archive.made.versions;
  await runUpkeep(ports, { experiment: E, upkeep: 'REBUILD' });
  expect((await showUpkeep(ports, E, 'REBUILD')).differing).toBe(0);
  expect(ports.archive.made.versions).toBe(archive);
});
