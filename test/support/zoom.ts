/** Zooming a chart of the console by its wheel, each step measured in the browser: from the notch to what stands on the screen. */
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const stepSchema = z.object({
  /** Seconds of the axis that are shown after it. */
  span: z.number(),
  /** Milliseconds from the notch until the new view was on the screen, of what was here. */
  drawn: z.number(),
  /** Until the curves were, at the resolution that fits the view. */
  sharp: z.number(),
});
export type ZoomStep = z.infer<typeof stepSchema>;

export interface Zoomed {
  readonly steps: readonly ZoomStep[];
  /** Milliseconds of each task of the page that took longer than 50. */
  readonly longTasks: readonly number[];
}

const SHARP_WITHIN_MS = 30_000;

/**
 * Watches the first chart. A frame is on the screen when the browser comes back to its tasks after it; the clock is that
 * of the wheel's event, which begins where the browser took it in.
 */
const WATCH = `(() => {
  const now = { began: null, step: null, longTasks: [], done: null };
  now.sharp = () => new Promise((resolve) => {
    now.done = resolve;
    settle();
  });
  const settle = () => {
    const { step, done } = now;
    if (done === null || step === null || step.sharp === null) return;
    now.step = null;
    now.done = null;
    done(step);
  };
  globalThis.zoomWatch = now;
  const figure = document.querySelector('.panel figure.chart');
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) now.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  addEventListener('wheel', ({ timeStamp }) => {
    now.began = timeStamp;
    now.before = figure.dataset.drawn;
    now.step = { drawn: null, sharp: null, span: null };
  }, { capture: true, passive: true });
  const shown = (told) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => told(performance.now());
    port2.postMessage(null);
  });
  const look = (figure) => {
    const { began, step } = now;
    // Newer data redraw what was seen before the notch too.
    if (began === null || step === null || [undefined, now.before].includes(figure.dataset.drawn)) return;
    const [from, to] = figure.dataset.drawn.split(' ').map(Number);
    const isSharp = figure.dataset.sharp === 'true';
    shown((at) => {
      if (now.step !== step) return;
      step.span = to - from;
      step.drawn ??= at - began;
      if (isSharp) step.sharp ??= at - began;
      settle();
    });
  };
  new MutationObserver(() => look(figure)).observe(figure, { attributes: true });
})()`;

/**
 * Zooms in at the middle of the first chart until no more than so many seconds are shown.
 *
 * @param pauseMs between what is sharp and the next notch, as a person looks
 */
export async function zoomIn(
  page: Page,
  { seconds, pauseMs }: { readonly seconds: number; readonly pauseMs: number },
): Promise<Zoomed> {
  const over = page.locator('.panel .u-over').first();
  await page.locator('.panel figure.chart[data-sharp=true]').first().waitFor({ timeout: SHARP_WITHIN_MS });
  await page.evaluate(WATCH);
  const box = await over.boundingBox();
  if (box === null) throw new Error('expected a chart to zoom, got one without a place on the page');
  await page.mouse.move(box.x + box.width * 0.47, box.y + box.height / 2);
  const steps: ZoomStep[] = [];
  for (let last = Infinity; last > seconds; ) {
    await page.mouse.wheel(0, -100);
    const step = stepSchema.parse(await within(page.evaluate('zoomWatch.sharp()'), SHARP_WITHIN_MS));
    if (step.span >= last) throw new Error(`expected a closer view than ${last} s, got ${step.span} s`);
    last = step.span;
    steps.push(step);
    await page.waitForTimeout(pauseMs);
  }
  return { steps, longTasks: z.array(z.number()).parse(await page.evaluate('zoomWatch.longTasks')) };
}

async function within<T>(answer: Promise<T>, millis: number): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(millis, null, { signal: late.signal }).then(() => {
    throw new Error(`expected a sharp chart within ${millis} ms, got none`);
  });
  try {
    return await Promise.race([answer, timer]);
  } finally {
    late.abort();
    timer.catch(() => undefined);
  }
}
