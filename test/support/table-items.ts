/** What stands in a table on this machine, as it is written: no schema of today reads it. */
import { inflateRawSync } from 'node:zlib';
import {
  DynamoDBClient,
  ListTablesCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';

export interface TableItem {
  readonly version: string;
  readonly isDue: boolean;
  readonly body: unknown;
}

/** Items of a partition, by sort key. */
export async function tableItems(
  endpoint: string,
  partition: string,
  credentials = { accessKeyId: 'any', secretAccessKey: 'any' },
): Promise<Map<string, TableItem>> {
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  try {
    const { TableNames: [table] = [] } = await client.send(new ListTablesCommand());
    const items = new Map<string, TableItem>();
    let from: QueryCommandOutput['LastEvaluatedKey'];
    do {
      const found: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :partition',
          ExpressionAttributeValues: { ':partition': { S: partition } },
          ExclusiveStartKey: from,
        }),
      );
      for (const { sk, version, body, duePk } of found.Items ?? []) {
        const json = body?.B === undefined ? (body?.S ?? '') : inflateRawSync(body.B).toString();
        items.set(sk?.S ?? '', {
          version: version?.N ?? '',
          isDue: duePk !== undefined,
          body: JSON.parse(json),
        });
      }
      from = found.LastEvaluatedKey;
    } while (from !== undefined);
    return items;
  } finally {
    client.destroy();
  }
}
