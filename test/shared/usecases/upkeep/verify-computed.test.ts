/** What is computed is computed again: bytes that are whole, and named so, may still be of no file. */
import { expect, it } from 'vitest';
import { readIngestMessage } from '../../../../shared/contract/uploads.ts';
import { checkpointKind } from '../../../../shared/domain/anomaly/checkpoint.ts';
import { type SubjectRecord, subjectKind } from '../../../../shared/domain/anomaly/subject.ts';
import { headKind } from '../../../../shared/domain/bucket/head.ts';
import { receiptKind } from '../../../../shared/domain/downlink/receipt.ts';
import type { Kind } from '../../../../shared/domain/kind.ts';
import { hoursKind } from '../../../../shared/domain/page/hours.ts';
import { deltaKind } from '../../../../shared/domain/twins/delta-record.ts';
import { sha256 } from '../../../../shared/formats/digest.ts';
import { ingestDownlink } from '../../../../shared/usecases/arrive/ingest-downlink.ts';
import { update } from '../../../../shared/usecases/known/update.ts';
import { runUpkeep } from '../../../../shared/usecases/upkeep/run-upkeep.ts';
import { showUpkeep, startUpkeep } from '../../../../shared/usecases/upkeep/start-upkeep.ts';
import { twinsApi } from '../../../support/api.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const E = 'twins';

/** Two buckets of the flight unit, so that there is a checkpoint. */
async function mission(): Promise<MemoryPorts> {
  const { ports } = await twinsApi();
  await upload(
    ports,
    E,
    'fu1-b.csv',
    't,temp,rh\n2026-03-09T12:00:00Z,36.4,80\n2026-03-09T12:01:00Z,36.5,81\n',
  );
  await settleAll(ports);
  return ports;
}

async function verified(ports: MemoryPorts) {
  await startUpkeep(ports, E, 'VERIFY', 'ada');
  ports.queues.ingest.hints.length = 0;
  await runUpkeep(ports, { experiment: E, upkeep: 'VERIFY' });
  return showUpkeep(ports, E, 'VERIFY');
}

/** The first item whose sort key begins so. */
function itemAt({ catalogue }: MemoryPorts, prefix: string) {
  const sort = [...catalogue.partitions.get(E)!.keys()].sort().find((one) => one.startsWith(prefix));
  return { partition: E, sort: sort! };
}

async function change<T>(ports: MemoryPorts, kind: Kind<T>, prefix: string, to: (item: T) => T | Promise<T>) {
  const key = itemAt(ports, prefix);
  const { item } = (await ports.catalogue.get(kind, key))!;
  const changed = await to(item);
  await update(ports, kind, key, () => changed);
  return `${E}/${key.sort}`;
}

/** The object written again with other bytes, and the name that says so. */
async function rewritten<T extends { readonly key: string; readonly version: string | null }>(
  ports: MemoryPorts,
  object: T,
  to: (bytes: Uint8Array) => Uint8Array,
): Promise<T & { readonly digest: string }> {
  const bytes = to(await ports.archive.read(object));
  const version = await ports.archive.put(object.key, bytes);
  return { ...object, version, digest: sha256(bytes).slice(0, 32) };
}

const otherText = (from: string, to: string) => (bytes: Uint8Array) =>
  Buffer.from(Buffer.from(bytes).toString().replace(from, to));

it('finds nothing in what is sound, and says how many it computed', async () => {
  const { differs, looked } = await verified(await mission());
  expect(differs).toEqual([]);
  expect(looked).toMatchObject({
    'pages computed': 3,
    'delta pages computed': 2,
    'findings computed': 3,
    CHECKPOINT: 2,
  });
});

it('finds a delta page that its segments do not give', async () => {
  const ports = await mission();
  let key = '';
  await change(ports, deltaKind, 'DELTA#g1#P1#', async (record) => {
    const [first, ...rest] = record.parts;
    key = first!.key;
    return { ...record, parts: [await rewritten(ports, first!, (bytes) => bytes.subarray(4)), ...rest] };
  });
  expect((await verified(ports)).differs).toContainEqual({
    key,
    why: 'the segments of P1 give another part than is kept',
    advice: expect.stringContaining('please report it'),
  });
});

it('finds a list of anomalies, and of what ended, that the pages do not give', async () => {
  const ports = await mission();
  for (const id of ['unit#FU1', 'pair#P1']) {
    let key = '';
    let before: SubjectRecord['anomalies'] = null;
    await change(ports, subjectKind, `SUBJECT#g1#${id}`, async (record) => {
      before = record.anomalies;
      key = record.anomalies!.key;
      return { ...record, anomalies: await rewritten(ports, record.anomalies!, otherText('[', '[ ')) };
    });
    expect((await verified(ports)).differs).toMatchObject([
      { key, why: `the pages of ${id.split('#')[1]} give another list than is kept` },
    ]);
    await change(ports, subjectKind, `SUBJECT#g1#${id}`, (record) => ({ ...record, anomalies: before }));
  }
});

it('finds a checkpoint that the pages before it do not give', async () => {
  const ports = await mission();
  const key = await change(ports, checkpointKind, 'CHECKPOINT#g1#unit#FU1', (record) => ({
    ...record,
    text: record.text!.replace('"closed":[', '"closed":[ '),
  }));
  expect((await verified(ports)).differs).toMatchObject([
    { key, why: 'the pages of FU1 up to 2026-02-06 give another state than is kept' },
  ]);
});

it('finds hours that are not those of their page', async () => {
  const ports = await mission();
  const key = await change(ports, hoursKind, 'HOURS#g1#FU1', ({ series, ...record }) => ({
    ...record,
    series: series!.map((one) => ({ ...one, windowSeconds: 1 })),
  }));
  expect((await verified(ports)).differs).toMatchObject([
    { key, why: 'it does not hold the hours of the page' },
  ]);
});

it('tells nothing of what is still to be computed, and counts it', async () => {
  const ports = await mission();
  await upload(ports, E, 'fu1-c.csv', 't,temp,rh\n2026-03-01T13:00:00Z,36.4,80\n');
  // The file is in, its page and all that follows are not.
  const { ingest, align } = ports.queues;
  for (const hint of ingest.hints.splice(0))
    for (const one of readIngestMessage(JSON.stringify(hint))) await ingestDownlink(ports, one);
  expect(align.hints).not.toEqual([]);
  const { differs, looked } = await verified(ports);
  expect(differs).toEqual([]);
  expect(looked).toMatchObject({ 'pages left, pending': 1, 'delta pages left, pending': 1 });
});

it('counts a receipt that waits, and a head that has no page yet, as left', async () => {
  const ports = await mission();
  await change(ports, receiptKind, 'DOWNLINK#', (receipt) => ({ ...receipt, due: true }));
  await change(ports, headKind, 'HEAD#g1#FU1', (head) => ({ ...head, page: null }));
  const { looked } = await verified(ports);
  expect(looked).toMatchObject({ 'files left, pending': 1, 'pages left, pending': 1 });
});

it('takes a newer version for one that has expired where its content is the same', async () => {
  const ports = await mission();
  const head = (await ports.catalogue.get(headKind, itemAt(ports, 'HEAD#g1#FU1')))!.item;
  const bytes = await ports.archive.read(head.page!);
  await ports.archive.put(head.page!.key, bytes);
  expect(ports.archive.versions.delete(`${head.page!.key}?${head.page!.version}`)).toBe(true);
  const { differs, looked } = await verified(ports);
  expect(differs).toEqual([]);
  expect(looked).toMatchObject({
    'expired versions that stand as newer ones': 1,
    'findings left, pending': 1,
  });
  await ports.archive.put(head.page!.key, bytes.subarray(1));
  expect((await verified(ports)).differs).toMatchObject([{ key: head.page!.key, why: 'the object is gone' }]);
});
