import { expect, it } from 'vitest';
import { showUpkeep, startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { twinsApi } from '../../../support/api.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

it('begins once, and answers how it stands to whoever asks meanwhile', async () => {
  const { ports } = await twinsApi();
  const first = await startUpkeep(ports, 'twins', 'VERIFY', 'ada');
  expect(first).toMatchObject({ task: 'VERIFY', startedBy: 'ada', looked: {}, differing: 0, differs: [] });
  expect(await startUpkeep(ports, 'twins', 'VERIFY', 'bob')).toEqual(first);
  expect(await showUpkeep(ports, 'twins', 'VERIFY')).toEqual(first);
});

it('refuses to verify what is not there, to rebuild what stands, and to show what was never begun', async () => {
  const { ports } = await twinsApi();
  await expect(startUpkeep(memoryPorts(), 'twins', 'VERIFY', 'ada')).rejects.toThrow(
    'expected a known experiment, got "twins"',
  );
  await expect(startUpkeep(ports, 'twins', 'REBUILD', 'ada')).rejects.toMatchObject({
    code: 'experiment.stands',
  });
  await expect(showUpkeep(ports, 'twins', 'REBUILD')).rejects.toMatchObject({ code: 'upkeep.none' });
  await expect(showUpkeep(ports, 'nobody', 'VERIFY')).rejects.toMatchObject({ code: 'experiment.unknown' });
});
