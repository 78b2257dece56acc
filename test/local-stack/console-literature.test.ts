/** The literature in the console: what is asked of it, and what it says of what it has not. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleStack, overhang, startConsole } from '../support/console.ts';

let stack: ConsoleStack;

beforeAll(async () => {
  stack = await startConsole();
  const path = join(stack.work, 'bare.yaml');
  writeFileSync(
    path,
    'id: bare\narms: [{ id: flight, kind: SPACEFLIGHT }]\nunits: [{ id: F1, arm: flight }]\nchannels: [{ id: temperature, unit: Cel, period: PT1M }]\n',
  );
  await stack.must('experiment', 'apply', path);
}, 240_000);
afterAll(() => stack.stop());

describe('the literature in the console', () => {
  it('shows the whole catalogue, finds a gene by its product, and keeps what is asked in the address', async () => {
    const { page, context, complaints, hosts } = await stack.open('#/e/bare/literature');
    await page.getByText('646 findings').waitFor();
    await page.getByText('586 more findings are not shown.', { exact: false }).waitFor();
    await page.getByLabel('Gene').fill('rankl');
    await page.getByLabel('Gene').press('Enter');
    await page.getByText('"rankl" is read as TNFSF11', { exact: false }).waitFor();
    await page.getByLabel('Went').selectOption('up');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('5 findings of 11 findings').waitFor();
    expect(page.url()).toContain('symbol=rankl&direction=up');
    await page.reload();
    await page.getByText('5 findings of 11 findings').waitFor();
    await page.getByTitle('All findings of reference 130').first().click();
    await page.waitForURL(/reference=130/);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await context.close();
  });

  it.each([
    ['symbol=RUNXX2', 'did you mean "RUNX2"?'],
    ['symbol=RUNXX2', 'That is not evidence of no effect.'],
    ['symbol=%3Cb%3Ebold%3C%2Fb%3E', 'no study of the catalogue reports the gene "<b>bold</b>"'],
    ['symbol=SOST&technique=RPM', 'that nobody reported it is not that there is no effect'],
    ['direction=sideways', 'got "sideways": all are shown'],
  ])('says of %s what it has not', async (query, says) => {
    const { page, context } = await stack.open(`#/e/bare/literature?${query}`);
    await page.getByText(says, { exact: false }).first().waitFor();
    await context.close();
  });

  it('fits a phone, in the dark', async () => {
    const { page, context, complaints } = await stack.open('#/e/bare/literature?symbol=rankl', {
      ...{ width: 390, colorScheme: 'dark' },
    });
    await page.getByText('11 findings').waitFor();
    expect(await overhang(page)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
