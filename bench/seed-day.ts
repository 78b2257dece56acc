/** Writes days of telemetry into the home of a local stack as downlinks leave them, without taking in files. */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { StackFile } from '../cdk/local/home/home.ts';
import { TableCatalogue } from '../shared/aws/catalogue.ts';
import { segmentKey } from '../shared/domain/archive/keys.ts';
import { bucketAt } from '../shared/domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind } from '../shared/domain/bucket/head.ts';
import type { Frame } from '../shared/domain/telemetry/frame.ts';
import { sha256 } from '../shared/formats/digest.ts';
import { encodeFrame } from '../shared/formats/parquet/encode-frame.ts';
import type { ObjectStore, Ports } from '../shared/ports.ts';
import type { BucketAddress } from '../shared/usecases/heads/bucket-address.ts';
import { refreshUnitPage } from '../shared/usecases/pages/build-unit-page.ts';
import { memoryPorts } from '../test/support/memory-ports.ts';

const DOWNLINKS_A_DAY = 16;

/** The table of a stack, with the archive given. */
export async function portsOf(
  { endpoints, region, credentials }: StackFile,
  archive: ObjectStore,
): Promise<{ readonly ports: Ports; readonly close: () => void }> {
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region, credentials });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const catalogue = new TableCatalogue(client, TableNames[0] ?? '', archive);
  return { ports: { ...memoryPorts(), archive, catalogue }, close: () => client.destroy() };
}

/** The segments, head and page of a unit and day. */
export async function seedDay(
  ports: Ports,
  unit: Omit<BucketAddress, 'bucket'>,
  frame: Frame,
  rules: Parameters<typeof refreshUnitPage>[4],
): Promise<void> {
  const bucket = bucketAt(frame.times[0]!, 1);
  const at = { ...unit, bucket: bucket.name };
  const head = await headOf(ports.archive, at, frame);
  await ports.catalogue.put(headKind, headKey(at.experiment, at.generation, at.unit, at.bucket), head, null);
  await refreshUnitPage(ports, at, bucket, head, rules);
}

/** As 16 downlinks a day leave it. */
async function headOf(
  archive: ObjectStore,
  { experiment, unit, bucket }: BucketAddress,
  frame: Frame,
): Promise<HeadRecord> {
  const entries: HeadRecord['entries'] = [];
  const rows = frame.times.length / DOWNLINKS_A_DAY;
  for (let i = 0; i < DOWNLINKS_A_DAY; i++) {
    const part = cut(frame, i * rows, (i + 1) * rows);
    const { bytes } = encodeFrame(part, {});
    const key = segmentKey(experiment, unit, bucket, sha256(bytes).slice(0, 32));
    await archive.put(key, bytes, 'application/vnd.apache.parquet');
    entries.push({
      downlink: `m0bench00-${bucket}-${String(i).padStart(3, '0')}`,
      attempt: 1,
      segments: [{ key, rank: 0, from: part.times[0]!, to: part.times.at(-1)! }],
      counts: { accepted: part.times.length * part.columns.length, duplicates: 0, conflicts: 0 },
      repeated: 0,
      visible: true,
    });
  }
  return { unit, bucket, v: DOWNLINKS_A_DAY, entries, page: null, unended: [], due: false };
}

function cut({ times, columns }: Frame, from: number, to: number): Frame {
  return {
    times: times.subarray(from, to),
    columns: columns.map((column) => ({ ...column, values: column.values.subarray(from, to) })),
  };
}
