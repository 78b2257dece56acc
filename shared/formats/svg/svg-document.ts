/** Figures as one SVG file that needs nothing beside it. */
import { drawFigure } from './draw-figure.ts';
import type { Figure } from './figure.ts';
import { COLOURS_DARK, COLOURS_LIGHT, FIGURE_STYLE } from './style.ts';
import { element, escaped } from './xml.ts';

const WIDTH = 960;
const BETWEEN = 24;

/** One below the other; `title` names the file for those who do not see it. */
export function svgDocument(title: string, figures: readonly Figure[]): string {
  let height = 0;
  const drawn = figures.map((figure, i) => {
    const { markup, height: own } = drawFigure(figure, { width: WIDTH, id: `f${i + 1}` });
    const placed = element('g', { transform: `translate(0 ${height})` }, markup);
    height += own + BETWEEN;
    return placed;
  });
  const total = Math.max(BETWEEN, height - BETWEEN);
  return `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${WIDTH} ${total}`, width: WIDTH, height: total },
    element('title', {}, escaped(title)),
    element('style', {}, documentStyle()),
    element('rect', { class: 'page', width: WIDTH, height: total }),
    ...drawn,
  )}\n`;
}

function documentStyle(): string {
  const dark = `@media (prefers-color-scheme:dark){:root{${COLOURS_DARK}}}`;
  return `:root{${COLOURS_LIGHT}}${dark}@media print{:root{${COLOURS_LIGHT}}}.page{fill:var(--paper)}\n${FIGURE_STYLE}`;
}
