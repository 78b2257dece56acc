/** What a local stack still owes, read from its table as `watch` does. */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { StackFile } from '../../cdk/local/home/home.ts';
import { TableCatalogue } from '../../shared/aws/catalogue.ts';
import { EXPERIMENTS } from '../../shared/domain/experiment/experiment-record.ts';
import { memoryPorts } from './memory-ports.ts';

/** Sort keys of the due items of the experiment, its own record's among them. */
export async function dueKeys(
  { endpoints, region, credentials }: StackFile,
  experiment: string,
): Promise<string[]> {
  const client = new DynamoDBClient({
    endpoint: endpoints.dynamodb,
    region,
    credentials: { ...credentials },
    maxAttempts: 1,
  });
  try {
    const { TableNames: [table, ...others] = [] } = await client.send(new ListTablesCommand());
    if (table === undefined || others.length > 0)
      throw new Error(`expected one table, found ${table} ${others}`);
    const catalogue = new TableCatalogue(client, table, memoryPorts().archive);
    const due = [
      ...(await Array.fromAsync(catalogue.due(EXPERIMENTS))),
      ...(await Array.fromAsync(catalogue.due(experiment))),
    ];
    return due.map(({ sort }) => sort);
  } finally {
    client.destroy();
  }
}
