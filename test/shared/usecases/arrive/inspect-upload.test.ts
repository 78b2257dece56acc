import { expect, it } from 'vitest';
import { rawKey } from '../../../../shared/domain/archive/keys.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { listReceipts, showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { inspectAgain, inspectUpload } from '../../../../shared/usecases/arrive/inspect-upload.ts';
import { rereadDownlink } from '../../../../shared/usecases/arrive/reread-downlink.ts';
import { twinsApi } from '../../../support/api.ts';
import { flipped } from '../../../support/flipped-bits.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce } from '../../../support/run-stack.ts';

const KEY = rawKey('twins', 'd000001');

it.each(['downlink.digest-mismatch', 'downlink.size-mismatch'])(
  '%s is refused of a file that has just come, and damage of one that was taken in before',
  async (code) => {
    const ports = memoryPorts();
    const bytes = Buffer.from('t,temp\n');
    ports.raw.objects.set(KEY, code === 'downlink.size-mismatch' ? bytes.subarray(1) : flipped(bytes, 3));
    const known = { bytes: bytes.length, sha256: code === 'downlink.size-mismatch' ? null : sha256(bytes) };
    await expect(inspectUpload(ports, KEY, known)).rejects.toMatchObject({ name: 'Refusal', code });
    await expect(inspectAgain(ports, KEY, known)).rejects.toMatchObject({ name: 'Damaged', key: KEY });
    ports.raw.objects.set(KEY, bytes);
    expect(await inspectAgain(ports, KEY, known)).toMatchObject({ bytes: 7, sha256: sha256(bytes) });
  },
);

it('a damaged file that is read again is told as damage of ours, and what is in force stays', async () => {
  const { ports } = await twinsApi();
  const { downlinks } = await listReceipts(ports, 'twins');
  const sound = ports.raw.objects.get(KEY)!;
  ports.raw.objects.set(KEY, flipped(sound, 8 * 40));
  await rereadDownlink(ports, { experiment: 'twins', downlink: 'd000001' }, 'ada');
  await expect(actOnce(ports)).rejects.toMatchObject({ name: 'Damaged', key: KEY });
  const { state, counts } = await showReceipt(ports, 'twins', 'd000001');
  expect({ state, counts }).toMatchObject({ state: 'INGESTED', counts: downlinks[0]!.counts });
});
