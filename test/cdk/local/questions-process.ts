/**
 * Asks local tables five kinds of questions by turns, and prints by how many MB the process grows over 5,000 of them:
 * `node --expose-gc --max-semi-space-size=1 test/cdk/local/questions-process.ts <folder>`.
 */
import { callAws } from '../../../cdk/local/aws-json.ts';
import type { TablePlan } from '../../../cdk/local/plan/plan.ts';
import { startTables } from '../../../cdk/local/tables.ts';

const [folder = ''] = process.argv.slice(2);
const ITEMS = 8;
const ROUND = 5000;
const AT_ONCE = 4;
/** A jump of the allocator or of the compiled code comes once, a leak in every round: the best one counts. */
const MOST_ROUNDS = 4;
const ENOUGH_MB = 10;

const key = (name: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType });
const properties: TablePlan['properties'] = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'due'].map((name) => ({
    AttributeName: name,
    AttributeType: 'S' as const,
  })),
  KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byDue',
      KeySchema: [key('due', 'HASH'), key('sk', 'RANGE')],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

const { url, close } = await startTables(folder, [{ name: 'table', properties }]);
const call = (target: string, body: object) =>
  callAws({
    url,
    signer: null,
    target: `DynamoDB_20120810.${target}`,
    body: { TableName: 'table', ...body },
  });

for (let i = 0; i < ITEMS; i++) {
  const text = 'x'.repeat(500);
  await call('PutItem', {
    Item: { pk: { S: 'a' }, sk: { S: `${i}` }, due: { S: 'yes' }, text: { S: text } },
  });
}

const where = (name: string, value: string) => ({
  KeyConditionExpression: `${name} = :value`,
  ExpressionAttributeValues: { ':value': { S: value } },
});
const questions = [
  () => call('Query', where('pk', 'a')),
  () => call('Query', { ...where('pk', 'a'), Limit: 3, ScanIndexForward: false }),
  () => call('Query', { ...where('due', 'yes'), IndexName: 'byDue', Limit: 3 }),
  () => call('Scan', {}),
  () => call('Scan', { Limit: 3 }),
];

async function grownMb(): Promise<number> {
  const before = residentMb();
  for (let asked = 0; asked < ROUND; asked += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, i) => questions[(asked + i) % questions.length]?.()),
    );
  }
  return residentMb() - before;
}

function residentMb(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1e6;
}

const rounds: number[] = [];
while (rounds.length < MOST_ROUNDS && !rounds.some((grown) => grown <= ENOUGH_MB))
  rounds.push(await grownMb());
await close();
console.log(JSON.stringify({ grownMb: rounds.map((grown) => Number(grown.toFixed(1))) }));
