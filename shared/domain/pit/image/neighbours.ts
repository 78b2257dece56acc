/** The pixels around a pixel, without a list for each: there are millions. */

const AROUND = 8;

export class Neighbours {
  /** What `find` found last, as far as it says. */
  readonly found = new Int32Array(AROUND);
  /** How far each is: 1 by a side, √2 by a corner. */
  readonly steps = new Float64Array(AROUND);
  readonly #width: number;
  readonly #size: number;

  /** @param size of the box: `width · height` */
  constructor(width: number, size: number) {
    this.#width = width;
    this.#size = size;
  }

  /** Those by a side or a corner that lie in the box. Returns how many. */
  find(pixel: number): number {
    const [width, size] = [this.#width, this.#size];
    const x = pixel % width;
    const [first, last] = [x === 0 ? 0 : -1, x === width - 1 ? 0 : 1];
    let count = 0;
    for (let row = pixel - width; row <= pixel + width; row += width) {
      if (row < 0 || row >= size) continue;
      for (let dx = first; dx <= last; dx++) {
        if (row + dx === pixel) continue;
        this.found[count] = row + dx;
        this.steps[count++] = dx !== 0 && row !== pixel ? Math.SQRT2 : 1;
      }
    }
    return count;
  }
}
