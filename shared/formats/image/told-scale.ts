/** How many micrometres a pixel is, by what an image's own tags say. Nobody's default ever stands in for them. */

export type ScaleSource = 'resolution' | 'ImageJ' | 'OME-XML' | 'pHYs';

export interface ToldScale {
  /** Along x; null where no tag says it, or where two tags contradict each other. */
  readonly micrometresPerPixel: number | null;
  /** Which tag said it. */
  readonly source: ScaleSource | null;
  /** What speaks against the number, or why there is none; a person must confirm the scale in any case. */
  readonly doubts: readonly ScaleDoubt[];
}

export interface ScaleDoubt {
  readonly code:
    | 'scale.none'
    | 'scale.contradiction'
    | 'scale.implausible'
    | 'scale.not-square'
    | 'scale.screen'
    | 'scale.unit';
  readonly message: string;
}

/** One tag's word: micrometres per pixel along x and y. */
export interface ScaleWord {
  readonly source: ScaleSource;
  readonly x: number;
  readonly y: number;
}

/** No microscope's pixels are smaller or larger than these, in micrometres. */
export const PLAUSIBLE_SCALE = { least: 0.01, most: 50 } as const;
/** Rationals and texts of one program round. */
const ROUNDING = 0.01;
/** What cameras and screens write where nobody calibrated: 72, 96, 150, 300 and 600 dots per inch. */
const SCREENS = [72, 96, 150, 300, 600];
const MICROMETRES_PER_INCH = 25_400;
/** The tag that was written for a microscope comes first. */
const TRUST: readonly ScaleSource[] = ['OME-XML', 'ImageJ', 'pHYs', 'resolution'];

/**
 * Weighs what the tags say.
 *
 * @param words one per tag that names a length
 * @param unread doubts of tags that could not be read as a length
 */
export function toldScale(words: readonly ScaleWord[], unread: readonly ScaleDoubt[] = []): ToldScale {
  const inOrder = words.toSorted((a, b) => TRUST.indexOf(a.source) - TRUST.indexOf(b.source));
  const screens = inOrder.filter(isOfAScreen);
  const [best, ...others] = inOrder.filter((word) => !isOfAScreen(word));
  const doubts = [...unread, ...screens.map(screenDoubt)];
  if (best === undefined) {
    const message =
      'no tag of the image says how large a pixel is: give the scale in the definition or the sheet';
    return {
      micrometresPerPixel: null,
      source: null,
      doubts: [...doubts, { code: 'scale.none', message }],
    };
  }
  const contradicting = others.find(({ x }) => Math.abs(x / best.x - 1) > ROUNDING);
  if (contradicting !== undefined)
    return {
      micrometresPerPixel: null,
      source: null,
      doubts: [...doubts, contradiction(best, contradicting)],
    };
  return {
    micrometresPerPixel: best.x,
    source: best.source,
    doubts: [...doubts, ...squareDoubt(best), ...bandDoubt(best.x)],
  };
}

/** What a scale outside the band of microscopes is told as, wherever it came from. */
export function bandDoubt(micrometresPerPixel: number): ScaleDoubt[] {
  const { least, most } = PLAUSIBLE_SCALE;
  if (micrometresPerPixel >= least && micrometresPerPixel <= most) return [];
  const message = `expected a scale of ${least} to ${most} µm per pixel, got ${figure(micrometresPerPixel)} µm: a unit was probably mistaken`;
  return [{ code: 'scale.implausible', message }];
}

function squareDoubt({ source, x, y }: ScaleWord): ScaleDoubt[] {
  if (Math.abs(y / x - 1) <= ROUNDING) return [];
  const message = `${source} says ${figure(x)} µm per pixel along x and ${figure(y)} µm along y: expected square pixels`;
  return [{ code: 'scale.not-square', message }];
}

function contradiction(one: ScaleWord, other: ScaleWord): ScaleDoubt {
  const message = `${one.source} says ${figure(one.x)} µm per pixel and ${other.source} says ${figure(other.x)} µm: give the scale in the definition or the sheet`;
  return { code: 'scale.contradiction', message };
}

function isOfAScreen({ source, x }: ScaleWord): boolean {
  if (source !== 'resolution' && source !== 'pHYs') return false;
  return SCREENS.some((dots) => Math.abs((x * dots) / MICROMETRES_PER_INCH - 1) < 0.001);
}

function screenDoubt({ source, x }: ScaleWord): ScaleDoubt {
  const dots = Math.round(MICROMETRES_PER_INCH / x);
  const message = `${source} says ${dots} dots per inch, which programs write for screens and printers: it is no scale of a microscope`;
  return { code: 'scale.screen', message };
}

function figure(x: number): string {
  return String(Number(x.toPrecision(4)));
}
