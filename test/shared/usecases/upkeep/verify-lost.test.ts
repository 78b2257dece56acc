import { describe, expect, it } from 'vitest';
import { receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { hashArchive } from '../../../../shared/usecases/answer/hash-archive.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { loadRecord } from '../../../../shared/usecases/known/load-experiment.ts';
import { startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { twinsApi } from '../../../support/api.ts';
import { answersOf } from '../../../support/end-state.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { upkeepOfTwins } from '../../../support/upkeep-of-twins.ts';

const E = 'twins';
const AGAIN = './howship rebuild -e twins makes it again from what is kept beside the files';

/** An earlier definition, an event, a file that was withdrawn and one that was read again beside the twins. */
async function mission(): Promise<MemoryPorts> {
  const { ports } = await twinsApi();
  const events = [
    { name: 'hatch', unit: 'FU1', at: '2026-03-01T06:30:00Z', accuracy: 'PT1S', source: 'crew' },
  ];
  await recordEvents(ports, E, events, 'ada');
  const wrong = await upload(ports, E, 'fu1-b.csv', 't,temp,rh\n2026-03-01T12:01:00Z,36.5,81\n');
  await settleAll(ports);
  await withdrawDownlink(ports, { experiment: E, downlink: wrong }, { by: 'ada', reason: 'wrong unit' });
  const other = TWIN_DEFINITION.replace(
    'channel: temperature }, rh',
    'channel: temperature, as: "[degF]" }, rh',
  );
  await applyExperiment(ports, E, other, { newReading: true });
  await rereadDownlink(ports, { experiment: E, downlink: 'd000001' }, 'ada');
  await settleAll(ports);
  return ports;
}

function lose(ports: MemoryPorts, beginning: string): string[] {
  const items = ports.catalogue.partitions.get(E)!;
  const lost = [...items.keys()].filter((sort) => sort.startsWith(beginning));
  for (const sort of lost) items.delete(sort);
  return lost.map((sort) => `${E}/${sort}`).sort();
}

describe('items that the table has lost', () => {
  it.each([['ACTION#'], ['EVENT#'], ['DOWNLINK#d000001'], ['DOWNLINK#d000002'], ['DOWNLINK#d000003']])(
    'of %s are named with the command that makes them again, which does',
    async (beginning) => {
      const ports = await mission();
      expect((await upkeepOfTwins(ports, 'VERIFY')).differs).toEqual([]);
      const [hash, answers] = [await hashArchive(ports, E), await answersOf(ports, E)];
      const lost = lose(ports, beginning);
      expect(lost.length).toBeGreaterThan(0);
      const { differs } = await upkeepOfTwins(ports, 'VERIFY');
      const gone = differs.filter(({ why }) => why.startsWith('the item is gone'));
      expect(gone.map(({ key }) => key)).toEqual(lost);
      expect(new Set(gone.map(({ advice }) => advice))).toEqual(new Set([AGAIN]));
      expect((await upkeepOfTwins(ports, 'REBUILD')).differing).toBe(0);
      expect((await upkeepOfTwins(ports, 'VERIFY')).differs).toEqual([]);
      expect(await hashArchive(ports, E)).toEqual(hash);
      expect(withoutTimes(await answersOf(ports, E))).toEqual(withoutTimes(answers));
      expect((await loadRecord(ports, E)).rebuilding).toBe(false);
      await expect(startUpkeep(ports, E, 'REBUILD', 'ada')).rejects.toMatchObject({
        code: 'experiment.stands',
      });
    },
  );

  it('of an earlier definition and of all receipts at once come again', async () => {
    const ports = await mission();
    const hash = await hashArchive(ports, E);
    const { sha256 } = await loadRecord(ports, E);
    const definitions = [...ports.catalogue.partitions.get(E)!.keys()].filter((one) =>
      one.startsWith('DEFINITION#'),
    );
    const earlier = definitions.find((one) => !one.endsWith(sha256))!;
    const lost = [...lose(ports, earlier), ...lose(ports, 'DOWNLINK#')];
    const { differs } = await upkeepOfTwins(ports, 'VERIFY');
    expect(differs.map(({ key }) => key)).toEqual(expect.arrayContaining(lost));
    expect((await upkeepOfTwins(ports, 'REBUILD')).differing).toBe(0);
    expect((await upkeepOfTwins(ports, 'VERIFY')).differs).toEqual([]);
    expect(await hashArchive(ports, E)).toEqual(hash);
    const { state } = (await ports.catalogue.get(receiptKind, receiptKey(E, 'd000003')))!.item;
    expect(state).toBe('WITHDRAWN');
  });

  it('and whose file is gone too are named as the file', async () => {
    const ports = await mission();
    lose(ports, 'DOWNLINK#d000003');
    ports.raw.objects.delete(`raw/${E}/d000003`);
    expect((await upkeepOfTwins(ports, 'VERIFY')).differs).toMatchObject([
      { key: `raw/${E}/d000003`, why: 'the file is gone, and so is its receipt' },
    ]);
  });
});

/** When things were taken in and learnt is told anew. */
function withoutTimes(answers: unknown): unknown {
  const text = JSON.stringify(answers, (name, value) =>
    /^(ingestedAt|learntAt|asOfWall)$/.test(name) ? undefined : value,
  );
  return JSON.parse(text);
}
