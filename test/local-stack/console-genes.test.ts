/** Genes in the console: the comparisons of the example oclast, and what is not to be compared. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenePointsOnWire } from '../../shared/contract/expression.ts';
import { ALL_SAMPLES, assayDocument, countsCsv } from '../support/assay-experiment.ts';
import { barriers } from '../support/barriers.ts';
import { type ConsoleStack, overhang, settled, startConsole } from '../support/console.ts';
import { bringOclast, GENE_FILES, untilComputed } from '../support/oclast-assays.ts';

let stack: ConsoleStack;

const GROUND = 'assay=rnaseq&contrast=flight-v-ground';

beforeAll(async () => {
  stack = await startConsole();
  await bringOclast(stack, GENE_FILES);
}, 360_000);
afterAll(() => stack.stop());

async function mustApply(document: object): Promise<void> {
  const path = join(stack.work, 'applied.json');
  writeFileSync(path, JSON.stringify(document));
  await stack.must('experiment', 'apply', path);
}

describe('genes in the console', () => {
  it('go from the comparison to a gene, its units and the literature beside it', async () => {
    const { page, context, complaints, hosts } = await stack.open('#/e/oclast/twins');
    await page.getByRole('link', { name: 'Genes', exact: true }).click();
    await page.getByText('1,042 of 1,200 genes compared; 32 found').waitFor();
    await page.getByText('158 genes not compared: read too rarely to be compared').waitFor();
    await page.getByText('not over contrasts, engines or assays', { exact: false }).waitFor();
    await page.getByLabel('Comparison').selectOption({ label: 'flight against ground, rnaseq' });
    await page.getByText('cannot be told from storage', { exact: false }).waitFor();
    await page.getByText('Environment UNKNOWN', { exact: false }).waitFor();
    await page.getByText('62 found', { exact: false }).first().waitFor();
    await page.getByRole('searchbox', { name: 'Gene' }).fill('CATHEPSIN K');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('CATHEPSIN K is read as Ctsk.').waitFor();
    await page.getByText('log2 fold of flight over ground: 2.03 (× 4.09)', { exact: false }).waitFor();
    await page.getByText('AGREES').first().waitFor();
    await page.locator('.unit-dots .mark').nth(8).waitFor();
    expect(await page.locator('.unit-dots .mark').count()).toBe(9);
    expect(await page.locator('.unit-dots rect.mark').count()).toBe(6);
    await page.getByText('Colucci et al. (120)', { exact: false }).first().waitFor();
    expect(page.url()).toContain('contrast=flight-v-ground');
    await page.getByRole('link', { name: 'All 6 findings of it in the literature' }).click();
    await page.waitForURL(/literature\?symbol=Ctsk/);
    await page.getByText('6 findings').waitFor();
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await context.close();
  });

  it('are stepped through by the keyboard, the smallest p first, and opened', async () => {
    const { page, context, complaints } = await stack.open(`#/e/oclast/genes?${GROUND}`);
    const slider = page.getByRole('slider', { name: 'Gene by gene, the smallest p first' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toContain('Ctsk: log2 fold 2.03');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Gene Ctsk' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are drawn as MA, with the genes of a set named, by another engine, as the address says', async () => {
    const { page, context, complaints } = await stack.open(
      `#/e/oclast/genes?${GROUND}&plot=ma&set=resorption&engine=deseq2`,
    );
    await page.getByRole('heading', { name: 'MA: level against fold' }).waitFor();
    await page.getByText(', by deseq2.', { exact: false }).waitFor();
    await page.getByText('that DESeq2 does not set aside', { exact: false }).waitFor();
    expect(await page.locator('.marked.named text').allTextContents()).toEqual(
      expect.arrayContaining(['Ctsk', 'Acp5', 'Mmp9', 'Itgb3', 'Calcr']),
    );
    expect(await page.locator('.plot canvas').count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('name the nearest of a gene that nobody knows, and show a name with markup as text', async () => {
    const { page, context } = await stack.open(`#/e/oclast/genes?${GROUND}&gene=Ctskk`);
    await page.getByText('No file of rnaseq has a gene Ctskk.', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Ctsk', exact: true }).first().click();
    await page.getByText('(× 4.09)', { exact: false }).waitFor();
    await page.goto(`${stack.url}/#/e/oclast/genes?${GROUND}&gene=%3Cimg%20src%3Dx%3E%E2%80%AE%F0%9F%A6%B4`);
    await page.getByRole('heading', { name: '<img src=x>' }).waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    await page.goto(`${stack.url}/#/e/oclast/genes?contrast=flight-v-moon`);
    await page.getByText('The experiment does not compare flight-v-moon', { exact: false }).waitFor();
    await context.close();
  });

  it('draw 40,000 of them without a long task', async () => {
    const { page, context, complaints } = await stack.visit();
    await page.addInitScript(
      `globalThis.longTasks = [];
      new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((one) => one.duration)))
        .observe({ type: 'longtask' });`,
    );
    await page.route('**/points?*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: many((await response.json()) as GenePointsOnWire, 40_000) });
    });
    await page.goto(`${stack.url}/#token=${stack.token}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(`${stack.url}/#/e/oclast/genes?${GROUND}`);
    await page.getByText('40,000 of 40,000 genes compared', { exact: false }).waitFor();
    const longest: number[] = [];
    // What else this machine does makes a task longer, never shorter.
    for (const kind of ['ma', 'volcano', 'ma', 'volcano']) {
      await page.evaluate('longTasks.length = 0');
      await page.getByLabel('Picture').selectOption(kind);
      await page.evaluate(DRAWN);
      longest.push(Number(await page.evaluate('Math.max(0, ...longTasks)')));
    }
    expect(Math.min(...longest)).toBeLessThan(100);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('say that there are none, that they have not come, and why they cannot be compared', async () => {
    await mustApply({
      ...assayDocument(),
      id: 'bare',
      assays: [],
      channels: [{ id: 'co2', unit: '%', period: 'PT1M' }],
    });
    const { page, context, complaints } = await stack.open('#/e/bare/genes');
    await page.getByText('The definition declares no assay of genes', { exact: false }).waitFor();
    await mustApply({ ...assayDocument(), id: 'late' });
    await page.goto(`${stack.url}/#/e/late/genes`);
    await page.getByText('Not compared yet:', { exact: false }).waitFor();
    const path = join(stack.work, 'one-counts.csv');
    writeFileSync(path, countsCsv(['SFU1', 'SGU1'], { genes: 30 }));
    await stack.must('upload', path, '-e', 'late', '--wait');
    await untilComputed(stack, 'late');
    await page.reload();
    await page.getByText('Not compared:', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('say that something is on its way, and show names that hold markup, marks of direction and pictures as text', async () => {
    await mustApply({ ...assayDocument(), id: 'odd' });
    const path = join(stack.work, 'odd-counts.csv');
    const odd = ['<img src=x onerror=alert(1)>', '\u05d0\u05d1\u05d2', '🦴'];
    const rows = odd.map((name) => `${name},900,910,905,90,95,99\n`);
    writeFileSync(path, `${countsCsv(ALL_SAMPLES, { genes: 40 })}${rows.join('')}`);
    await stack.must('upload', path, '-e', 'odd', '--wait');
    await untilComputed(stack, 'odd');
    const { page, context, complaints } = await stack.open('#/');
    await page.route('**/expression', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), pending: 2 } });
    });
    await page.goto(`${stack.url}/#/e/odd/genes`);
    await page.getByText('2 inputs still to be folded in', { exact: false }).waitFor();
    for (const name of odd) await page.getByRole('link', { name, exact: true }).first().waitFor();
    await page
      .getByRole('link', { name: odd[0] ?? '', exact: true })
      .first()
      .click();
    await page.getByRole('heading', { name: `Gene ${odd[0]}` }).waitFor();
    await page.locator('.unit-dots .mark').first().waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    await context.close();
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`keep nobody out: ${colorScheme}`, async () => {
      const { page, context, complaints } = await stack.open(`#/e/oclast/genes?${GROUND}&gene=Ctsk`, {
        colorScheme,
      });
      await page.getByText('All 6 findings', { exact: false }).waitFor();
      for (const more of ['', '&plot=ma&set=resorption', '&sets=open']) {
        await page.goto(`${stack.url}/#/e/oclast/genes?${GROUND}&gene=Ctsk${more}`);
        await settled(page);
        expect([more, await barriers(page)]).toEqual([more, []]);
      }
      expect(complaints).toEqual([]);
      await context.close();
    });

  it('fit a phone, in the dark', async () => {
    const { page, context, complaints } = await stack.open(`#/e/oclast/genes?${GROUND}&gene=Ctsk`, {
      ...{ width: 390, colorScheme: 'dark' },
    });
    await page.getByText('(× 4.09)', { exact: false }).waitFor();
    await page.getByText('All 6 findings', { exact: false }).waitFor();
    expect(await overhang(page)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

/** Two frames, and what is told after them. */
const DRAWN =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))';

/** So many genes, of which the first are those of the answer. */
function many(answer: GenePointsOnWire, count: number): GenePointsOnWire {
  const { log2fc, level, pValue, adjPValue } = answer;
  const again = <T>(values: readonly T[]) =>
    Array.from({ length: count }, (_, i) => values[i % values.length]!);
  return {
    ...answer,
    genes: Array.from({ length: count }, (_, i) => `ENSMUSG${String(i).padStart(11, '0')}`),
    symbols: Array.from({ length: count }, (_, i) => `Gene${i}`),
    log2fc: again(log2fc).map((one, i) => one + ((i * 7919) % 1000) / 5000),
    ...{ level: again(level), pValue: again(pValue), adjPValue: again(adjPValue) },
    ...{ inFiles: count, notCompared: [] },
  };
}
