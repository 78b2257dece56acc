/** Pits in the console: the slices of the example oclast, their pictures, and what is kept back until somebody has looked. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_REPLICATES } from '../../shared/domain/pit/slice-words.ts';
import { armsDocument } from '../support/arms-experiment.ts';
import { type ConsoleStack, overhang, settled, startConsole } from '../support/console.ts';
import { bringOclast, PIT_FILES } from '../support/oclast-assays.ts';
import { onPaper, sheetsOf } from '../support/paper.ts';
import { pitAssay } from '../support/pit-files.ts';

let stack: ConsoleStack;

/** On a machine that does much else. */
const REPORT_MS = 240_000;

const SLICE = 'slice=pit-images%2FFU1%2FS4';

beforeAll(async () => {
  stack = await startConsole();
  await bringOclast(stack, PIT_FILES);
}, 360_000);
afterAll(() => stack.stop());

const FOCUSED = 'document.activeElement.innerText';

/** Of the label mask, how many. */
const COLOURS = `(() => {
  const canvas = document.querySelector('canvas.labels');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
})()`;

async function mustApply(document: object): Promise<void> {
  const path = join(stack.work, 'applied.json');
  writeFileSync(path, JSON.stringify(document));
  await stack.must('experiment', 'apply', path);
}

describe('pits in the console', () => {
  it('wait until somebody has looked at the scale, and show every unit, slice and size from then on', async () => {
    const { page, context, complaints, hosts } = await stack.open('#/e/oclast/twins');
    await page.getByRole('link', { name: 'Pits', exact: true }).click();
    await page.getByText('27 of 29 slices count.').waitFor();
    await page.getByText('No object of pits has an area that may be told', { exact: false }).waitFor();
    for (const assay of ['pits', 'pit-images'])
      await page
        .getByRole('button', { name: `I have looked: 2 µm is right for ${assay}`, exact: true })
        .click();
    await page.getByText('29 of 29 slices count.').waitFor();
    await page.reload();
    await page.getByText('29 of 29 slices count.').waitFor();
    // A mark per unit: of three arms in the tables, and of two units with an image.
    await page.locator('.unit-dots .mark').nth(10).waitFor();
    expect(await page.locator('.unit-dots .mark').count()).toBe(11);
    await page.locator('path.curve').nth(10).waitFor();
    await page.getByText('× 3.14').waitFor();
    await page.getByText('exploratory, one of', { exact: false }).first().waitFor();
    await page.getByText('Environment UNKNOWN', { exact: false }).first().waitFor();
    await page.getByText(NO_REPLICATES, { exact: false }).waitFor();
    await page.getByLabel('Endpoint').selectOption('pit-depth');
    await page.getByText('pit-depth is not compared: no slice has objects with a depth.').waitFor();
    expect(page.url()).toContain('endpoint=pit-depth');
    // The browser itself tells of each answer above 399.
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await context.close();
  });

  it('show the outlines and the label mask of an image, to zoom into, with a bar of known length', async () => {
    const { page, context, complaints } = await stack.open(`#/e/oclast/pits?${SLICE}`);
    await page.getByRole('heading', { name: 'Slice FU1 S4' }).waitFor();
    const picture = page.getByAltText('Outlines on FU1-S4.tif');
    await picture.waitFor();
    await page.getByText('200 µm').waitFor();
    await page.getByText('480 × 480 pixels', { exact: false }).waitFor();
    const before = (await picture.boundingBox())?.width ?? 0;
    await page.getByRole('button', { name: 'Zoom in' }).press('Enter');
    await page.getByText('× 1.5;', { exact: false }).waitFor();
    expect((await picture.boundingBox())?.width).toBeCloseTo(1.5 * before, -1);
    await page.getByRole('combobox', { name: 'Show', exact: true }).selectOption('both');
    await page.locator('canvas.labels.over').waitFor();
    // 29 pits and 7 trenches, each in a colour of its own, and the clear ground.
    expect(Number(await page.evaluate(COLOURS))).toBe(37);
    expect(page.url()).toContain('look=both');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('open a slice in view of who clicked it, far below, and lead back to its row', async () => {
    const { page, context, complaints } = await stack.open('#/e/oclast/pits');
    for (const slice of ['GU1 S4', 'FU1 S4']) {
      await page.getByRole('link', { name: slice }).last().click();
      const heading = page.getByRole('heading', { name: `Slice ${slice}` });
      await heading.waitFor();
      await expect.poll(() => page.evaluate(FOCUSED)).toContain(`Slice ${slice}`);
      await expect.poll(async () => Math.round((await heading.boundingBox())?.y ?? -1)).toBeLessThan(200);
    }
    await page.getByRole('button', { name: 'Close' }).click();
    const row = page.getByRole('link', { name: 'FU1 S4' }).last();
    await expect.poll(() => page.evaluate(FOCUSED)).toBe('FU1 S4');
    expect((await row.boundingBox())?.y).toBeLessThan(900);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are read on six sheets of paper at most, with what is folded on the screen', async () => {
    const { page, context } = await stack.open('#/e/oclast/pits');
    await page.locator('path.curve').nth(10).waitFor();
    await settled(page);
    const folded = page.locator('details:not([open]) li').first();
    expect(await folded.isVisible()).toBe(false);
    await onPaper(page, async () => expect(await folded.isVisible()).toBe(true));
    expect(await sheetsOf(page)).toBeLessThanOrEqual(6);
    await context.close();
  });

  it(
    'stand in the report, which is saved as a file',
    async () => {
      const { page, context, complaints } = await stack.open('#/e/oclast/pits');
      const saved = page.waitForEvent('download', { timeout: REPORT_MS });
      await page.getByRole('button', { name: 'Save the report' }).click();
      const file = await saved;
      expect(file.suggestedFilename()).toBe('oclast.html');
      const path = join(stack.work, 'report.html');
      await file.saveAs(path);
      const text = readFileSync(path, 'utf8');
      expect(text).toContain('<h2 id="pits">');
      expect(text.endsWith('</html>\n')).toBe(true);
      expect(complaints).toEqual([]);
      await context.close();
    },
    REPORT_MS,
  );

  it('say that a picture does not load, and that one is damaged', async () => {
    const { page, context } = await stack.open('#/');
    await page.route('**/overlay', (route) => route.abort());
    await page.goto(`${stack.url}/#/e/oclast/pits?${SLICE}`);
    await page.getByText('No answer for the outlines of FU1-S4.tif', { exact: false }).waitFor();
    await page.unroute('**/overlay');
    await page.route('**/overlay', (route) => route.fulfill({ status: 200, body: 'no picture' }));
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByText('came and cannot be shown: it is damaged', { exact: false }).waitFor();
    await page.route('**/labels', (route) => route.fulfill({ status: 200, body: 'no picture' }));
    await page.reload();
    await page.getByText('the label image cannot be read: expected a PNG', { exact: false }).waitFor();
    await context.close();
  });

  it('say that there are none, that none has come, and that there is no such slice', async () => {
    await mustApply({ ...armsDocument(), id: 'bare' });
    const { page, context, complaints } = await stack.open('#/e/bare/pits');
    await page.getByText('The definition declares no assay of pits', { exact: false }).waitFor();
    await mustApply({ ...armsDocument({ assays: [pitAssay()] }), id: 'late' });
    await page.goto(`${stack.url}/#/e/late/pits`);
    await page.getByText('nothing of the assay has come that could be measured', { exact: false }).waitFor();
    await page.getByText('No slice is in this answer', { exact: false }).waitFor();
    await page.getByText('No slice of pits has come.').waitFor();
    await page.goto(`${stack.url}/#/e/oclast/pits?slice=%3Cb%3E%2FS9`);
    await page.getByText('There is no slice <b>/S9 in this answer.').waitFor();
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    await context.close();
  });

  it('fit a phone, in the dark', async () => {
    const { page, context, complaints } = await stack.open(`#/e/oclast/pits?assay=pits&${SLICE}`, {
      ...{ width: 390, colorScheme: 'dark' },
    });
    await page.getByAltText('Outlines on FU1-S4.tif').waitFor();
    await page.locator('path.curve').first().waitFor();
    await page.getByText('29 of 29 slices count.').waitFor();
    expect(await overhang(page)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
