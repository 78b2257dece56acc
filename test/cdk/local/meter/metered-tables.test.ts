/** The table's meter in front of the real local table, read as `howship cost` reads it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Meter, startMeter } from '../../../../cdk/local/meter/meter.ts';
import type { TablePlan } from '../../../../cdk/local/plan/plan.ts';
import { type Door, startTables } from '../../../../cdk/local/tables.ts';
import { TableCatalogue } from '../../../../shared/aws/catalogue.ts';
import { NO_USAGE, usageSchema } from '../../../../shared/domain/cost/usage.ts';
import type { Kind } from '../../../../shared/domain/kind.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

const plan: TablePlan = {
  name: 'table',
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueSk'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: 'duePk', KeyType: 'HASH' },
          { AttributeName: 'dueSk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  },
};

interface Note {
  readonly text: string;
  readonly due: boolean;
}
const note: Kind<Note> = {
  name: 'note',
  schema: z.object({ text: z.string(), due: z.boolean() }),
  isDue: ({ due }) => due,
};
const key = { partition: 'rr1', sort: 'NOTE#1' };
/** Nothing packs it. */
const noise = (characters: number) =>
  Array.from({ length: characters }, (_, i) =>
    ((i * i * 7919 + i * 104_729) % 1_000_003).toString(36).at(-1),
  ).join('');

describe('a metered table', () => {
  const home = mkdtempSync(join(tmpdir(), 'howship-meter-'));
  const path = join(home, 'usage.json');
  let meter: Meter;
  let door: Door;
  let client: DynamoDBClient;
  let catalogue: TableCatalogue;

  beforeAll(async () => {
    meter = startMeter(path);
    door = await startTables(join(home, 'dynamodb'), [plan], meter);
    client = new DynamoDBClient({
      endpoint: door.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      userAgentAppId: 'Howship-align-twins',
    });
    catalogue = new TableCatalogue(client, 'table', memoryPorts().archive);
  });
  afterAll(async () => {
    client.destroy();
    await door.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** What was counted since the last call, of the function that asked. */
  let last = NO_USAGE;
  const counted = () => {
    meter.close();
    const { days } = usageSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const now = Object.values(days)[0]?.['Howship-align-twins'] ?? NO_USAGE;
    const delta = {
      writes: now.tableWriteUnits - last.tableWriteUnits,
      reads: now.tableReadUnits - last.tableReadUnits,
    };
    last = now;
    return delta;
  };

  it('counts a small write as one unit, one more for the mark that enters its index', async () => {
    expect(await catalogue.put(note, key, { text: 'a', due: false }, null)).toBe(true);
    expect(counted()).toEqual({ writes: 1, reads: 0 });
    expect(await catalogue.put(note, key, { text: 'a', due: true }, 1)).toBe(true);
    expect(counted()).toEqual({ writes: 2, reads: 0 });
  });

  it('answers and judges as without a meter, and charges a write that failed its condition', async () => {
    expect(await catalogue.put(note, key, { text: 'b', due: true }, 1)).toBe(false);
    expect(counted()).toEqual({ writes: 1, reads: 0 });
    expect((await catalogue.get(note, key))?.item).toEqual({ text: 'a', due: true });
    expect(counted()).toEqual({ writes: 0, reads: 1 });
    expect(await catalogue.get(note, { ...key, sort: 'NOTE#none' })).toBeNull();
    expect(counted().reads).toBeGreaterThan(0);
  });

  it('counts by begun KB, reads by begun 4 KB', async () => {
    expect(await catalogue.put(note, key, { text: noise(12_000), due: true }, 2)).toBe(true);
    const { writes } = counted();
    expect(writes).toBeGreaterThan(4);
    await catalogue.get(note, key);
    expect(counted().reads).toBe(Math.ceil(writes / 4));
    expect(await catalogue.remove(note, key, 3)).toBe(true);
    expect(counted()).toEqual({ writes: writes + 1, reads: 0 });
  });

  it('goes on counting where it stood before a restart', () => {
    const before = readFileSync(path, 'utf8');
    const again = startMeter(path);
    again.count('client', 'apiRequests');
    again.close();
    const { days } = usageSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    expect(Object.values(days)[0]).toEqual({
      ...Object.values(usageSchema.parse(JSON.parse(before)).days)[0],
      client: { ...NO_USAGE, apiRequests: 1 },
    });
  });
});
