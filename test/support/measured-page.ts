/** How a page of pictures and tables lies in its window. */
import type { Page } from 'playwright-core';
import * as z from 'zod';

/** Runs in the page, so it is text here: types of the browser are for nothing else in this project. */
const MEASURE = `(() => {
  const root = document.documentElement;
  const seen = [...document.querySelectorAll('figure svg')].filter((one) => one.getBoundingClientRect().width > 0);
  const outside = seen.flatMap((svg) => {
    const box = svg.getBoundingClientRect();
    const isOutside = ({ left, right, top, bottom }) =>
      left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1;
    return [...svg.querySelectorAll('text')].filter((text) => isOutside(text.getBoundingClientRect()))
      .map((text) => text.textContent);
  });
  const clipped = [...document.querySelectorAll('main *:not(svg *, thead *, thead)')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
    .map((one) => one.tagName + ' ' + one.textContent.slice(0, 60));
  const fonts = seen.flatMap((svg) => {
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return [...svg.querySelectorAll('text')].map((text) => scale * Number.parseFloat(getComputedStyle(text).fontSize));
  });
  const style = getComputedStyle(document.body);
  return {
    overflow: root.scrollWidth - root.clientWidth,
    outside,
    clipped,
    figures: seen.length,
    smallest: Math.min(...fonts),
    lines: seen.map((svg) => svg.querySelectorAll('path.line').length),
    colours: [style.color, style.backgroundColor],
  };
})()`;

const measuredSchema = z.object({
  /** Pixels that the page is wider than its window. */
  overflow: z.number(),
  /** Texts of pictures that are not within them. */
  outside: z.array(z.string()),
  /** Elements whose content is wider than they are. */
  clipped: z.array(z.string()),
  figures: z.number(),
  /** The smallest letters of a picture, px. */
  smallest: z.number(),
  /** Of each figure, with the swatches of its legend. */
  lines: z.array(z.number()),
  /** Of text and of what is below it, `rgb(r, g, b)`. */
  colours: z.tuple([z.string(), z.string()]),
});

export async function measuredPage(page: Page): Promise<z.infer<typeof measuredSchema>> {
  return measuredSchema.parse(await page.evaluate(MEASURE));
}
