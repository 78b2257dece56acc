/** No client of AWS waits for ever: each is made with the one set of time-outs. */
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { clientSettings, PATIENCE, PATIENCE_OF_AN_ANSWER } from '../../../shared/aws/client-settings.ts';
import { type Manner, startUnsteadyServer, type UnsteadyServer } from '../../support/unsteady-server.ts';

let server: UnsteadyServer;
let client: DynamoDBClient;
afterEach(async () => {
  client.destroy();
  await server.close();
});

async function table(manners: readonly Manner[]): Promise<DynamoDBClient> {
  server = await startUnsteadyServer(Buffer.from('{"TableNames":[]}'), manners);
  client = new DynamoDBClient({
    ...clientSettings({ connectMs: 1000, idleMs: 500, totalMs: 60_000, tries: 3 }),
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  });
  return client;
}

describe('a call', () => {
  it('that nobody answers is made again', async () => {
    const { TableNames } = await (await table(['SILENT', 'SILENT'])).send(new ListTablesCommand({}));
    expect(TableNames).toEqual([]);
    expect(server.asked).toHaveLength(3);
  });

  it('that nobody ever answers fails, in seconds', async () => {
    const silent = await table(['SILENT', 'SILENT', 'SILENT', 'SILENT']);
    const key = { pk: { S: 'a' }, sk: { S: 'b' } };
    const call = silent.send(new GetItemCommand({ TableName: 't', Key: key }));
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(server.asked).toHaveLength(3);
  });
});

describe('the time-outs', () => {
  it('give up on one try after seconds', () => {
    expect(clientSettings()).toEqual({
      maxAttempts: 4,
      requestHandler: {
        connectionTimeout: 3000,
        socketTimeout: 10_000,
        requestTimeout: 60_000,
        throwOnRequestTimeout: true,
      },
    });
    expect(PATIENCE.idleMs).toBeLessThan(PATIENCE.totalMs);
  });

  it('leave the API time to say that it failed', () => {
    const { idleMs, tries } = PATIENCE_OF_AN_ANSWER;
    // A range is asked for once before the SDK tries.
    expect(idleMs * (1 + tries)).toBeLessThan(29_000);
  });

  it('are those of every client that a function makes', () => {
    const root = resolve(import.meta.dirname, '../../..');
    const files = globSync(['shared/**/*.ts', 'functions/**/*.ts'], { cwd: root });
    const made = files.flatMap((file) => {
      const source = readFileSync(resolve(root, file), 'utf8');
      return [...source.matchAll(/new \w+Client\(([^;]*)\)/g)].map(([text]) => ({ file, text }));
    });
    const ofAws = made.filter(({ text }) => /new (S3|SQS|SNS|DynamoDB|SecretsManager)Client/.test(text));
    expect(ofAws.length).toBeGreaterThanOrEqual(6);
    expect(ofAws.filter(({ text }) => !text.includes('clientSettings('))).toEqual([]);
  });
});
