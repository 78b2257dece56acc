/** Twins in the console: curves over each other, what happened below them, near and far, in a real browser. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleStack, overhang, settled, startConsole } from '../support/console.ts';
import { bringTwins } from '../support/console-twins.ts';
import { zoomIn } from '../support/zoom.ts';

let stack: ConsoleStack;

beforeAll(async () => {
  stack = await startConsole();
  await bringTwins(stack);
}, 240_000);
afterAll(() => stack.stop());

const laneOf = (page: Page, name: string) => page.locator('.lane', { hasText: name }).first();

describe('twins', () => {
  it('stand over each other with what happened below them, and nothing unjudged looks clean', async () => {
    const { page, context, complaints, hosts } = await stack.open('#/e/twins/twins');
    await page
      .getByText('over T−00:59:60', { exact: false })
      .or(page.getByText('over T−01:00', { exact: false }))
      .first()
      .waitFor();
    expect(await page.locator('.panel .chart canvas').count()).toBe(2);
    const phases = laneOf(page, 'phases');
    await phases.getByTitle('phase stowage, not armed', { exact: false }).waitFor();
    await phases.getByText('culture').waitFor();
    await laneOf(page, 'plan').getByText('exchange of GU1: 5 min late').waitFor();
    await laneOf(page, 'notes').getByText('the door <i>stood</i> open').waitFor();
    const ledger = laneOf(page, 'environment');
    await ledger.getByText('CONFOUNDED', { exact: false }).first().waitFor();
    await ledger
      .getByTitle('flight stayed above ground', { exact: false })
      .first()
      .waitFor({ state: 'attached' });
    await ledger.getByTitle('UNKNOWN: not armed, so not judged').waitFor({ state: 'attached' });
    await laneOf(page, 'findings')
      .getByTitle('STUCK FU1', { exact: false })
      .first()
      .waitFor({ state: 'attached' });
    for (const kind of ['UNCERTAIN', 'BAD', 'INVALID', 'STUCK'])
      await page.locator('.hatches').getByText(kind, { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await context.close();
  });

  it('take a note about what is in view, on the clock of its unit, and say under whose name it was kept', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins?from=T%2B2h&to=T%2B4h');
    await page.getByText('Write a note on P1').click();
    const at = page.getByLabel('At, on the clock of');
    await expect.poll(() => at.inputValue(), { timeout: 30_000 }).toBe('2026-03-01T10:00:00Z');
    await page.getByLabel('About').selectOption('GU1');
    expect(await at.inputValue()).toBe('2026-03-02T12:00:00Z');
    await at.fill('noon');
    await page.getByText('Expected an instant such as 2026-03-04T11:00Z, got “noon”.').waitFor();
    expect(await page.getByRole('button', { name: 'Write the note' }).isDisabled()).toBe(true);
    await at.fill('2026-03-02T12:00:00Z');
    await page.getByLabel('Note', { exact: true }).fill('the fan <b>hums</b>');
    await page.getByLabel('Note', { exact: true }).press('Enter');
    await page.getByText('The note is kept: “the fan <b>hums</b>” by operator').waitFor();
    await page.getByText('about GU1 at 2 Mar 12:00 UTC').waitFor();
    await laneOf(page, 'notes').getByText('the fan <b>hums</b>').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are looked at down to single samples by the wheel, each step drawn; going back asks nothing again', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const { steps } = await zoomIn(page, { seconds: 600, pauseMs: 20 });
    expect(steps.length).toBeGreaterThan(15);
    // Two days at a sample a minute are windows of an hour, then samples: few questions for many steps.
    const telemetry = asked.filter((url) => url.includes('/telemetry?')).length;
    expect(telemetry).toBeLessThanOrEqual(14);
    await page.waitForURL(/from=T.*to=T/);
    await page.getByRole('button', { name: 'Whole range' }).click();
    await page.waitForURL((address) => !address.href.includes('from='));
    await page.locator('.panel figure[data-sharp=true]').first().waitFor();
    expect(asked.filter((url) => url.includes('/telemetry?')).length).toBe(telemetry);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are moved by buttons, and a link shows another person the same', async () => {
    const { page, context } = await stack.open('#/e/twins/twins?from=T%2B7h&to=T%2B11h&channel=temperature');
    await page.getByText('T+07:00 to T+11:00').waitFor();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByText('T+08:00 to T+10:00').waitFor();
    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByText('T+08:30 to T+10:30').waitFor();
    await page.waitForURL(/from=T%2B30600s&to=T%2B37800s/);
    await page.getByRole('main').getByRole('combobox', { name: 'Time' }).selectOption('utc');
    await page.getByText(/^1 Mar( 2026)? 15:30 UTC to 1 Mar( 2026)? 17:30 UTC$/).waitFor();
    await page.getByText('over T+08:30', { exact: false }).waitFor();
    await context.close();
  });

  it('are where they were before a movement when the browser goes back, the channel kept', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins?channel=temperature');
    await page.locator('.panel figure[data-sharp=true]').first().waitFor();
    const move = async (name: string, times: number) => {
      const before = page.url();
      for (let i = 0; i < times; i++) await page.getByRole('button', { name }).click();
      await page.waitForURL((address) => address.href !== before);
      // A movement ends with a rest.
      await page.waitForTimeout(1600);
    };
    await move('Zoom in', 3);
    const near = page.url();
    await move('Later', 1);
    await page.goBack();
    await expect.poll(() => page.url()).toBe(near);
    await page.goBack();
    await page.waitForURL((address) => !address.href.includes('from='));
    expect(page.url()).toContain('channel=temperature');
    await page.getByRole('button', { name: 'Whole range' }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('say when nothing shorter is shown, and are read in the zone that was chosen', async () => {
    const { page, context, complaints } = await stack.open(
      '#/e/twins/twins?axis=utc&from=2026-03-01T15:30:00Z&to=2026-03-01T15:40:00Z',
      { timezoneId: 'Asia/Tokyo' },
    );
    const closer = page.getByRole('button', { name: 'Zoom in' });
    await closer.click();
    await page.getByText('no closer: nothing shorter than 5 samples (5 min) is shown').waitFor();
    expect(await closer.getAttribute('aria-disabled')).toBe('true');
    await page.locator('.panel .u-legend').first().getByText('UTC').waitFor();
    await page.getByLabel('Times are shown in').selectOption('local');
    await page.getByText(/^2 Mar( 2026)? 00:32:30 UTC\+9 to 2 Mar( 2026)? 00:37:30 UTC\+9/).waitFor();
    await page.locator('.panel .u-legend').first().getByText('time of this machine').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are read where a finger taps', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins?from=T%2B10h&to=T%2B20h');
    await page.locator('.panel figure[data-sharp=true]').nth(1).waitFor();
    await settled(page);
    const box = await page.locator('.panel .u-over').first().boundingBox();
    if (box === null) throw new Error('expected a chart');
    const client = await context.newCDPSession(page);
    const at = { x: box.x + box.width / 2, y: box.y + 60 };
    await client.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    for (const chart of [0, 1])
      await expect
        .poll(() => page.locator('.panel .u-legend').nth(chart).innerText())
        .toMatch(/elapsed:?\s*T\+1[45]:\d\d/);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('show nothing of a phase that ends where the view begins, and one name for marks at one place', async () => {
    const { page, context } = await stack.open('#/e/twins/twins?from=T%2B0s&to=T%2B20h');
    const phases = laneOf(page, 'phases');
    await phases.getByText('culture').waitFor();
    expect(await phases.getByTitle('stowage', { exact: false }).count()).toBe(0);
    await laneOf(page, 'environment').getByText('over all of culture:', { exact: false }).first().waitFor();
    await context.close();
  });

  it('are several at once, or in one chart with the centrifuge on board', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins?pair=P1,O1');
    await page.getByText('temperature: O1 flight − centrifuge').waitFor();
    await page.getByText('they are not two replicates: their curves', { exact: false }).waitFor();
    expect(await page.locator('.panel').count()).toBe(2);
    await page.getByLabel('in one chart').check();
    await page.getByText('P1, O1 temperature: flight FU1, ground GU1, centrifuge CU1').waitFor();
    expect(await page.locator('.panel').count()).toBe(1);
    expect(page.url()).toContain('together=yes');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are told apart by their own clocks, and by when their files came', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins?axis=onboard');
    await page.getByText('temperature of FU1, GU1').waitFor();
    await page.getByText('2,820 of 2,880 expected samples', { exact: false }).waitFor();
    await page.getByRole('main').getByRole('combobox', { name: 'Time' }).selectOption('reception');
    await page.getByText('temperature of FU1, GU1 by reception').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each([
    ['unit=CU1', 'temperature of CU1'],
    ['unit=FU1&channel=ph', 'No answer for ph of FU1'],
    ['unit=FU9', 'The experiment has no unit FU9.'],
    ['channel=%3Cb%3E', 'The experiment has no channel <b>.'],
    ['from=yesterday&to=T%2B1h', 'The address says yesterday, which is no time'],
    ['axis=sidereal', 'There is no time axis sidereal here: time is elapsed since activation.'],
  ])('of %s it shows or says: %s', async (query, says) => {
    const { page, context } = await stack.open(`#/e/twins/twins?${query}`);
    await page.getByText(says, { exact: false }).first().waitFor();
    await context.close();
  });

  it('say why they are laid so: agreement by lag, and what does not vote', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins');
    await page.getByText('Alignment of P1 over all time: AGREED_BY_EVENTS', { exact: false }).click();
    await page.getByText('By thirds of the time the lag is not known.').waitFor();
    await page.getByText('temperature: best', { exact: false }).waitFor();
    await page.getByText('a vote needs 8').waitFor();
    await page.getByText('Does not vote: temperature: the twins show no common signal').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are carried away as they are seen, each file saying of what it is', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins?from=T%2B7h&to=T%2B11h');
    await page.getByText('Export what is in view').click();
    const carried = async (kind: string) => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: kind, exact: true }).click();
      const file = await download;
      expect(file.suggestedFilename()).toContain('twins_P1_temperature_2026-03-01T140000Z');
      return readFileSync(await file.path());
    };
    const csv = (await carried('CSV')).toString();
    expect(csv).toContain('# pair: P1');
    const snapshot = /^# snapshot: (sha256:[0-9a-f]{64})$/m.exec(csv)?.[1] ?? 'none';
    // Four hours at a sample a minute, of which one hour did not come.
    expect(csv.split('\n').filter((line) => line.startsWith('P1,temperature,Cel,')).length).toBe(180);
    expect((await carried('PARQUET')).subarray(0, 4).toString()).toBe('PAR1');
    const svg = (await carried('SVG')).toString();
    const text = svg.replaceAll(/<[^>]*>/g, ' ');
    expect(text).toContain('pair P1 (FU1 and GU1: flight − ground), temperature in °C');
    // What stands above the curves stands below the picture.
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /95 % interval .* pairs, effective n .*alignment AGREED_BY_EVENTS; over T\+07:00/,
    );
    expect(svg).toContain(snapshot);
    const png = await carried('PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    // Twice the width of the picture.
    expect(png.readUInt32BE(16)).toBe(1920);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are zoomed by two fingers and moved by one', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/twins?from=T%2B10h&to=T%2B20h');
    await page.getByText('T+10:00 to T+20:00').waitFor();
    const box = await page.locator('.panel .u-over').first().boundingBox();
    if (box === null) throw new Error('expected a chart');
    const client = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', shares: readonly number[]) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: shares.map((share, id) => ({ id, x: box.x + share * box.width, y: box.y + 60 })),
      });
    await touch('touchStart', [0.4, 0.6]);
    for (let i = 1; i <= 8; i++) await touch('touchMove', [0.4 - i / 40, 0.6 + i / 40]);
    await touch('touchEnd', []);
    // What was between the fingers at 14 and 16 h is between 0.2 and 0.8 of the width.
    await page.getByText(/T\+13:\d\d(:\d\d(\.\d+)?)? to T\+16:\d\d/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each([390, 1920])('fit a window of %i pixels, light and dark', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context, complaints } = await stack.open('#/e/twins/twins', { width, colorScheme });
      await page.locator('.panel figure.chart').nth(1).waitFor();
      expect(await overhang(page)).toBe(0);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});
