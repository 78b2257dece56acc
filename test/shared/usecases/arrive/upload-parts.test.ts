import { describe, expect, it } from 'vitest';
import type { NewDownlink, ReceiptOnWire } from '../../../../shared/contract/downlinks.ts';
import { rawKey } from '../../../../shared/domain/archive/keys.ts';
import { receiptKey, receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import { announceDownlink } from '../../../../shared/usecases/arrive/announce-downlink.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { completeUpload, resumeUpload } from '../../../../shared/usecases/arrive/upload-parts.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const MIB = 1024 ** 2;
const BYTES = 130 * MIB;

async function announced(
  bytes = BYTES,
  more: Partial<NewDownlink> = {},
): Promise<{ memory: MemoryPorts; receipt: ReceiptOnWire }> {
  const memory = memoryPorts();
  await applyExperiment(memory, 'twins', TWIN_DEFINITION);
  const receipt = await announceDownlink(memory, 'twins', { fileName: 'fu1.csv', bytes, ...more }, 'test');
  return { memory, receipt };
}

const linksOf = ({ upload }: Pick<ReceiptOnWire, 'upload'>) => {
  if (upload?.method !== 'MULTIPART') throw new Error('expected an upload in parts');
  return upload.parts;
};

const arrive = (memory: MemoryPorts, part: number, bytes: number) => {
  const [parts] = memory.uploads.begun.values();
  parts!.set(part, new Uint8Array(bytes));
};

describe('an upload in parts', () => {
  it('is what a file above 100 MiB gets, with a link for every stretch of it', async () => {
    const { receipt } = await announced();
    expect(linksOf(receipt).map(({ part, from, to }) => [part, from, to])).toEqual([
      [1, 0, 64 * MIB],
      [2, 64 * MIB, 128 * MIB],
      [3, 128 * MIB, BYTES],
    ]);
    expect((await announced(100 * MIB)).receipt.upload?.method).toBe('PUT');
  });

  it('is what a file gets from the length on that its sender asks for, in parts of that length', async () => {
    const asked = { partBytes: 8 * MIB };
    expect(linksOf((await announced(17 * MIB, asked)).receipt).map(({ from, to }) => [from, to])).toEqual([
      [0, 8 * MIB],
      [8 * MIB, 16 * MIB],
      [16 * MIB, 17 * MIB],
    ]);
    expect(linksOf((await announced(8 * MIB, asked)).receipt)).toHaveLength(1);
    expect((await announced(8 * MIB - 1, asked)).receipt.upload?.method).toBe('PUT');
  });

  it('goes on with the parts that are missing or came only in part', async () => {
    const { memory, receipt } = await announced();
    arrive(memory, 1, 64 * MIB);
    arrive(memory, 2, 5);
    const hint = { experiment: 'twins', downlink: receipt.id };
    expect(linksOf({ upload: await resumeUpload(memory, hint) }).map(({ part }) => part)).toEqual([2, 3]);
    await expect(completeUpload(memory, hint)).rejects.toThrow(
      /2 of 3 parts have not arrived whole \(2, 3\)/,
    );
  });

  it('becomes one object, once', async () => {
    const { memory, receipt } = await announced();
    const hint = { experiment: 'twins', downlink: receipt.id };
    for (const [part, bytes] of [
      [1, 64 * MIB],
      [2, 64 * MIB],
      [3, 2 * MIB],
    ] as const)
      arrive(memory, part, bytes);
    await completeUpload(memory, hint);
    expect(await memory.raw.size(rawKey('twins', receipt.id))).toBe(BYTES);
    expect((await completeUpload(memory, hint)).id).toBe(receipt.id);
    await expect(resumeUpload(memory, hint)).rejects.toThrow(/the upload is over/);
  });

  it('that is refused leaves its receipt as it was', async () => {
    const { memory, receipt } = await announced(10);
    await memory.raw.put(rawKey('twins', receipt.id), new Uint8Array(10));
    const hint = { experiment: 'twins', downlink: receipt.id };
    await ingestDownlink(memory, hint);
    const before = await memory.catalogue.get(receiptKind, receiptKey('twins', receipt.id));
    expect(before?.item.state).toBe('REFUSED');
    await expect(resumeUpload(memory, hint)).rejects.toMatchObject({ code: 'upload.over' });
    expect(await memory.catalogue.get(receiptKind, receiptKey('twins', receipt.id))).toEqual(before);
  });

  it('has no url a part where its parts have digests', async () => {
    const { receipt } = await announced(BYTES, { partDigests: true });
    expect(linksOf(receipt).map(({ part, url }) => [part, url])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
    ]);
  });

  it('cannot be completed where the file does not come in parts, and not gone on with where nobody announced it', async () => {
    const { memory, receipt } = await announced(10);
    const hint = { experiment: 'twins', downlink: receipt.id };
    await expect(completeUpload(memory, hint)).rejects.toThrow(/does not come in parts/);
    await expect(resumeUpload(memory, { ...hint, downlink: 'none' })).rejects.toThrow(/has no downlink/);
  });
});

describe('a file for one link', () => {
  it('gets a fresh one, which names the announced content, and is waited for as long as that holds', async () => {
    const { memory, receipt } = await announced(10, { sha256: 'AB'.repeat(32) });
    const asked: unknown[] = [];
    memory.raw.presignPut = async (key, content, seconds) => {
      asked.push({ key, ...content, seconds });
      return { method: 'PUT', url: 'memory:fresh', headers: {} };
    };
    memory.clock.setTo('2026-03-20T00:50:00Z');
    const fresh = await resumeUpload(memory, { experiment: 'twins', downlink: receipt.id });
    expect(fresh).toMatchObject({ method: 'PUT', url: 'memory:fresh' });
    expect(fresh.expiresAt > '2026-03-20T01:50').toBe(true);
    const key = rawKey('twins', receipt.id);
    expect(asked).toMatchObject([{ key, bytes: 10, sha256: 'ab'.repeat(32), seconds: 3600 }]);
  });
});
