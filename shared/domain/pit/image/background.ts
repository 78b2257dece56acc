/** What of an image is background, by its shape: removed before a threshold where light or substrate is uneven. */
import type { GreyImage, Pixels } from './pixel-grid.ts';

/**
 * How far each pixel stands out of a background that is smoother than the window: the white top-hat (value minus opening)
 * of objects with high values, the black one (closing minus value) of objects with low ones. 0 or above; objects are high.
 *
 * Source: Meyer 1979, J. Histochem. Cytochem. 27:128; Soille 2003, Morphological Image Analysis, section 4.5.
 *
 * @param windowPx side of the square window, wider than any object
 */
export function standingOut(image: GreyImage, windowPx: number, objectsAre: 'high' | 'low'): GreyImage {
  const { width, height, values } = image;
  const background = values.slice();
  const isHigh = objectsAre === 'high';
  extremes(background, width, height, windowPx, isHigh ? 'least' : 'most');
  extremes(background, width, height, windowPx, isHigh ? 'most' : 'least');
  for (let i = 0; i < background.length; i++)
    background[i] = isHigh ? values[i]! - background[i]! : background[i]! - values[i]!;
  return { ...image, isWhiteZero: false, values: background };
}

/** In place: of each pixel the least or largest value of the window around it, as far as it lies in the image. */
function extremes(values: Pixels, width: number, height: number, window: number, which: 'least' | 'most') {
  const longest = Math.max(width, height);
  const line = new Float64Array(longest);
  const pass = new ExtremesOfLine(longest, window, which);
  const along = (start: number, step: number, length: number) => {
    for (let i = 0; i < length; i++) line[i] = values[start + i * step]!;
    pass.run(line, length);
    for (let i = 0; i < length; i++) values[start + i * step] = line[i]!;
  };
  for (let y = 0; y < height; y++) along(y * width, 1, width);
  for (let x = 0; x < width; x++) along(x, width, height);
}

/**
 * Three comparisons per value, whatever the window: extremes are run forwards and backwards within blocks of a window's
 * length, and a window is the end of one block and the beginning of the next.
 *
 * Source: van Herk 1992, Pattern Recogn. Lett. 13:517; Gil and Werman 1993, IEEE Trans. PAMI 15:504.
 */
class ExtremesOfLine {
  readonly #radius: number;
  readonly #sign: number;
  readonly #forwards: Float64Array;
  readonly #backwards: Float64Array;

  constructor(longest: number, window: number, which: 'least' | 'most') {
    this.#radius = Math.floor(window / 2);
    this.#sign = which === 'most' ? 1 : -1;
    const padded = longest + 4 * this.#radius + 2;
    this.#forwards = new Float64Array(padded);
    this.#backwards = new Float64Array(padded);
  }

  /** In place, the first `length` values. */
  run(line: Float64Array, length: number): void {
    const [radius, sign, forwards, backwards] = [this.#radius, this.#sign, this.#forwards, this.#backwards];
    const window = 2 * radius + 1;
    const padded = Math.ceil((length + 2 * radius) / window) * window;
    // Beyond the line stands what never is the largest.
    const at = (i: number) => (i < radius || i >= length + radius ? -Infinity : sign * line[i - radius]!);
    for (let i = 0; i < padded; i++)
      forwards[i] = i % window === 0 ? at(i) : Math.max(forwards[i - 1]!, at(i));
    for (let i = padded - 1; i >= 0; i--)
      backwards[i] = i % window === window - 1 ? at(i) : Math.max(backwards[i + 1]!, at(i));
    for (let i = 0; i < length; i++) line[i] = sign * Math.max(backwards[i]!, forwards[i + window - 1]!);
  }
}
