/** Pixels of one page of an image, and the one grey value per pixel that is measured. */

export type Pixels =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float32Array;

/** What the samples of a pixel are. `palette`: an index into a table of colours. */
export type Colour = 'grey' | 'palette' | 'rgb';

/** The samples of a page, exactly as the file stores them. */
export interface PixelGrid {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Per pixel; more than one of grey or of a palette, and more than three of RGB, are alpha or other extra samples. */
  readonly samples: number;
  /** Per sample, as stored. */
  readonly bits: number;
  readonly colour: Colour;
  /** Stored 0 is shown white: `values` are not inverted. */
  readonly isWhiteZero: boolean;
  /** Red, green and blue (0 to 255) per index; null where there is none. */
  readonly palette: readonly (readonly [red: number, green: number, blue: number])[] | null;
  /** Row by row from the top, the samples of a pixel side by side: `width · height · samples`. */
  readonly values: Pixels;
}

/** One grey value per pixel. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Stored 0 is shown white: the dark objects are those of high values. */
  readonly isWhiteZero: boolean;
  /** Row by row from the top: `width · height`. */
  readonly values: Pixels;
}
