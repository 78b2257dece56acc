import { expect, it } from 'vitest';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { showUpkeep, startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import { flipped } from '../../../support/flipped-bits.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { drawn, imageAssay } from '../../../support/pit-images.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const IMAGE = drawn(['............', '.####..####.', '.####..####.', '.####..####.', '............']);

async function verified(ports: MemoryPorts) {
  await startUpkeep(ports, E, 'VERIFY', 'ada');
  await settleAll(ports);
  return showUpkeep(ports, E, 'VERIFY');
}

it.each(['labels', 'overlay'])(
  'finds a damaged or lost picture (%s) of an image, and a reread makes it again',
  async (picture) => {
    const ports = await armsPorts(armsDocument({ assays: [imageAssay()] }), {});
    await upload(ports, E, 'F1-S1.png', IMAGE);
    await settleAll(ports);
    const sound = await verified(ports);
    expect([sound.differs, sound.looked]).toMatchObject([
      [],
      { 'tables of assays': 1, 'pictures of assays': 2 },
    ]);
    const { objects } = ports.archive;
    const key = [...objects.keys()].find((one) => one.endsWith(`${picture}.png`))!;
    const harms = [() => objects.set(key, flipped(objects.get(key)!, 321)), () => objects.delete(key)];
    for (const harm of harms) {
      const whole = objects.get(key)!;
      harm();
      expect((await verified(ports)).differs).toEqual([
        {
          ...{ key, why: 'it is not what the file gives' },
          advice: expect.stringContaining(`reread d000001 -e ${E}`),
        },
      ]);
      objects.set(key, whole);
    }
    harms[0]!();
    await rereadDownlink(ports, { experiment: E, downlink: 'd000001' }, 'ada');
    await settleAll(ports);
    expect((await verified(ports)).differs).toEqual([]);
  },
);
