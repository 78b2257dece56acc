/** Tables of the template in a home, ready to take items. */
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type AwsCall, AwsCallFailure, callAws } from './aws-json.ts';
import { LocalStackFailure } from './home/failure.ts';
import type { TablePlan } from './plan/plan.ts';

const LOOK_EVERY_MS = 10;
/** dynalite takes some milliseconds. */
const MOST_CREATING_MS = 5000;

const describedSchema = z.object({
  Table: z.object({
    TableStatus: z.string(),
    KeySchema: z.unknown(),
    GlobalSecondaryIndexes: z
      .array(z.object({ IndexName: z.string(), KeySchema: z.unknown(), Projection: z.unknown() }))
      .optional(),
  }),
});

/** Where tables are made, and who makes them. */
type At = Pick<AwsCall, 'url' | 'signer'>;

/** Makes the table where it is not there; fails with `table.changed` or `table.unfinished`. */
export async function createTable(at: At, { name, properties }: TablePlan, directory: string): Promise<void> {
  const { AttributeDefinitions, BillingMode, KeySchema, GlobalSecondaryIndexes } = properties;
  const body = { TableName: name, AttributeDefinitions, BillingMode, KeySchema, GlobalSecondaryIndexes };
  try {
    await callAws({ ...at, target: 'DynamoDB_20120810.CreateTable', body });
  } catch (error) {
    if (!(error instanceof AwsCallFailure && error.answer.includes('ResourceInUseException'))) throw error;
    await refuseOtherKeys(at, { name, properties }, directory);
  }
  await untilActive(at, name, directory);
}

/** Until then every call is answered that there is no such table. */
async function untilActive(at: At, name: string, directory: string): Promise<void> {
  for (let waited = 0; waited < MOST_CREATING_MS; waited += LOOK_EVERY_MS) {
    if ((await describe(at, name)).TableStatus === 'ACTIVE') return;
    await setTimeout(LOOK_EVERY_MS);
  }
  throw new LocalStackFailure(
    'table.unfinished',
    `${directory} has the table ${name}, which a start that was killed never finished: start in a new HOWSHIP_HOME, or remove that folder if nothing in it is needed`,
  );
}

async function describe(at: At, name: string) {
  const body = { TableName: name };
  return describedSchema.parse(await callAws({ ...at, target: 'DynamoDB_20120810.DescribeTable', body }))
    .Table;
}

async function refuseOtherKeys(at: At, { name, properties }: TablePlan, directory: string): Promise<void> {
  const table = await describe(at, name);
  const has = [table.KeySchema, table.GlobalSecondaryIndexes ?? []];
  const wants = [properties.KeySchema, properties.GlobalSecondaryIndexes ?? []];
  if (isDeepStrictEqual(has, wants)) return;
  throw new LocalStackFailure(
    'table.changed',
    `${directory} has the table ${name} with the keys ${JSON.stringify(has)}, the template wants ${JSON.stringify(wants)}: start in a new HOWSHIP_HOME, or go back to the version that made this one`,
  );
}
