import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { afterAll, describe, expect, it } from 'vitest';
import { callAws } from '../../../cdk/local/aws-json.ts';
import { listenOnLoopback } from '../../../cdk/local/loopback.ts';
import type { TablePlan } from '../../../cdk/local/plan/plan.ts';
import { startTables } from '../../../cdk/local/tables.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-tables-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const properties: TablePlan['properties'] = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
};
const TABLE: TablePlan = { name: 'table', properties };

const ask = (url: string, operation: string, body: object) =>
  callAws({
    url,
    signer: null,
    target: `DynamoDB_20120810.${operation}`,
    body: { TableName: TABLE.name, ...body },
  });

describe('the tables of a home', () => {
  it('take items as soon as they are started, however often that is', async () => {
    for (let i = 0; i < 10; i++) {
      const { url, close } = await startTables(join(work, `fresh-${i}`), [TABLE]);
      expect(await ask(url, 'GetItem', { Key: { pk: { S: 'a' } } })).toEqual({});
      await close();
    }
  });

  it('finish what they were asked before they close, and answer nothing after', async () => {
    const { url, close } = await startTables(join(work, 'busy'), [TABLE]);
    for (let i = 0; i < 20; i++) await ask(url, 'PutItem', { Item: { pk: { S: String(i) } } });
    const asked = Array.from({ length: 30 }, () => ask(url, 'Scan', {}));
    const [, ...answers] = await Promise.all([close(), ...asked.map((one) => one.catch(() => 'refused'))]);
    expect(answers.every((one) => one === 'refused' || (one instanceof Object && 'Items' in one))).toBe(true);
    await expect(ask(url, 'Scan', {})).rejects.toThrow();
  });

  it('are there whole or not at all, whatever a start that was killed left', async () => {
    const directory = join(work, 'killed');
    mkdirSync(`${directory}.draft`);
    writeFileSync(join(`${directory}.draft`, 'CURRENT'), 'half of it');
    const first = await startTables(directory, [TABLE]);
    await ask(first.url, 'PutItem', { Item: { pk: { S: 'kept' } } });
    await first.close();
    expect(existsSync(`${directory}.draft`)).toBe(false);
    const second = await startTables(directory, [TABLE]);
    expect(await ask(second.url, 'GetItem', { Key: { pk: { S: 'kept' } } })).toEqual({
      Item: { pk: { S: 'kept' } },
    });
    await second.close();
  });

  it('are refused where one was never finished, rather than served without it', async () => {
    const directory = join(work, 'unfinished');
    const server = dynalite({ path: directory, createTableMs: 3_600_000 });
    const url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
    await ask(url, 'CreateTable', properties);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(startTables(directory, [TABLE])).rejects.toMatchObject({
      code: 'table.unfinished',
      message: expect.stringContaining(directory),
    });
  });
});
