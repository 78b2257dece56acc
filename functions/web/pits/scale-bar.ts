/** How long a bar is drawn, and what it says. */
import { significantText } from '../../../shared/domain/words/figure.ts';

export interface ScaleBar {
  readonly pixels: number;
  readonly text: string;
}

/** The longest round length of at most so many pixels of the screen. */
export function scaleBar(micrometresPerPixel: number, most: number): ScaleBar | null {
  const longest = micrometresPerPixel * most;
  if (!(longest > 0) || !Number.isFinite(longest)) return null;
  const power = 10 ** Math.floor(Math.log10(longest));
  const length = [5, 2, 1].map((one) => one * power).find((one) => one <= longest) ?? power;
  const text =
    length >= 1000 ? `${significantText(length / 1000, 3)} mm` : `${significantText(length, 3)} µm`;
  return { pixels: length / micrometresPerPixel, text };
}
