/** What the stack costs while it is idle, as docs/running.md says. UPDATE_GOLDEN=1 writes the table anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../cdk/constructs/project.ts';
import { type IdleLine, idleBill } from '../../shared/domain/cost/idle-bill.ts';
import { PRICES } from '../../shared/domain/cost/prices.ts';
import { stack } from './synthesized-stack.ts';

const MOST_DOLLARS = 10;
const DOCUMENT = join(PROJECT_ROOT, 'docs/running.md');
const TABLE = /(?<=### What it costs while idle\n\n[^\n]*\n\n)(?:\|[^\n]*\n)+/;

const cents = (dollars: number) => dollars.toFixed(2);
const row = ({ what, amount, each, dollars }: IdleLine) =>
  `| ${what} | ${amount} | ${cents(each)} | ${cents(dollars)} |\n`;

function tableOf({ lines, dollars }: ReturnType<typeof idleBill>): string {
  const head =
    '| what | how many | dollars each per month | dollars per month |\n| --- | --- | --- | --- |\n';
  return `${head}${lines.map(row).join('')}| **all** | | | **${cents(dollars)}** |\n`;
}

it('is at most $10 a month with every alarm on, in the third year too, and the document lists it', () => {
  const bill = idleBill(stack.template);
  expect(bill.dollars).toBeLessThanOrEqual(MOST_DOLLARS);
  // Whatever has a price is there, so that a stack without alarms would not pass as cheap.
  expect(bill.lines.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['metrics that alarms read', 'secrets', 'keys', 'budgets']),
  );
  const document = readFileSync(DOCUMENT, 'utf8');
  if (process.env.UPDATE_GOLDEN !== undefined)
    writeFileSync(DOCUMENT, document.replace(TABLE, tableOf(bill)));
  expect(TABLE.exec(readFileSync(DOCUMENT, 'utf8'))?.[0]).toBe(tableOf(bill));
  expect(document).toContain(PRICES.date);
});
