import { expect, it } from 'vitest';
import { refusedDropKey, refusedDropKind } from '../../../../shared/domain/drop/drop-records.ts';
import { listRefusedDrops } from '../../../../shared/usecases/answer/list-refused-drops.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const AT = Date.parse('2026-03-19T12:00:00Z') * 1000;

async function refusing(many: number) {
  const ports = memoryPorts();
  for (let i = 0; i < many; i++) {
    const item = {
      ...{ key: `drop/${i}`, version: i === 0 ? null : `v${i}`, bytes: i === 0 ? null : i },
      ...{ at: AT, code: 'drop.no-experiment', message: 'why' },
    };
    await ports.catalogue.put(refusedDropKind, refusedDropKey(String(i).padStart(4, '0')), item, null);
  }
  return listRefusedDrops(ports, () => true);
}

it('names dropped files without a receipt, and says so where there are more than a hundred', async () => {
  expect(await refusing(0)).toEqual({ refused: [], more: false, lookedThroughAt: null });
  const why = { at: '2026-03-19T12:00:00Z', code: 'drop.no-experiment', message: 'why' };
  expect(await refusing(2)).toEqual({
    refused: [
      { key: 'drop/0', ...why },
      { key: 'drop/1', version: 'v1', bytes: 1, ...why },
    ],
    more: false,
    lookedThroughAt: null,
  });
  const [hundred, beyond] = [await refusing(100), await refusing(101)];
  expect([hundred.refused.length, hundred.more]).toEqual([100, false]);
  expect([beyond.refused.length, beyond.more]).toEqual([100, true]);
});
