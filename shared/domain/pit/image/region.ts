/** One object cut out of an image, so that what is computed of it needs memory for its own box only. */

export interface Region {
  /** Of the image; the box has a margin of one pixel around the object, as far as the image goes. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** 1 where the object is. Row by row: `width · height`. */
  readonly inside: Uint8Array;
  readonly area: number;
  /** Whether the object touches an edge of the image. */
  readonly touches: { readonly leftOrTop: boolean; readonly rightOrBottom: boolean };
}

/** First and last columns and rows of each label, and its pixels; place 0 is none. */
export class Boxes {
  readonly area: Int32Array;
  readonly #x0: Int32Array;
  readonly #x1: Int32Array;
  readonly #y0: Int32Array;
  readonly #y1: Int32Array;
  readonly #labels: Int32Array;
  readonly #width: number;

  /** @param width of the image; labels are from 0 to `count` */
  constructor(labels: Int32Array, width: number, count: number) {
    this.#labels = labels;
    this.#width = width;
    this.area = new Int32Array(count + 1);
    this.#x0 = new Int32Array(count + 1).fill(width);
    this.#x1 = new Int32Array(count + 1);
    this.#y0 = new Int32Array(count + 1);
    this.#y1 = new Int32Array(count + 1);
    for (let i = 0, x = 0, y = 0; i < labels.length; i++) {
      const label = labels[i]!;
      if (label !== 0) {
        if (this.area[label]!++ === 0) this.#y0[label] = y;
        if (x < this.#x0[label]!) this.#x0[label] = x;
        if (x > this.#x1[label]!) this.#x1[label] = x;
        this.#y1[label] = y;
      }
      x += 1;
      if (x === width) [x, y] = [0, y + 1];
    }
  }

  region(label: number): Region {
    const [imageWidth, imageHeight] = [this.#width, this.#labels.length / this.#width];
    const [x0, x1, y0, y1] = [this.#x0[label]!, this.#x1[label]!, this.#y0[label]!, this.#y1[label]!];
    const [left, top] = [Math.max(0, x0 - 1), Math.max(0, y0 - 1)];
    const width = Math.min(imageWidth, x1 + 2) - left;
    const height = Math.min(imageHeight, y1 + 2) - top;
    const inside = new Uint8Array(width * height);
    for (let y = 0, i = 0; y < height; y++)
      for (let x = 0, at = (top + y) * imageWidth + left; x < width; x++, at++, i++)
        if (this.#labels[at] === label) inside[i] = 1;
    const touches = {
      leftOrTop: x0 === 0 || y0 === 0,
      rightOrBottom: x1 === imageWidth - 1 || y1 === imageHeight - 1,
    };
    return { left, top, width, height, inside, area: this.area[label]!, touches };
  }
}
