/** One grey value per pixel of an image: as stored where the image is grey, else by a choice that a person named. */
import { Refusal } from '../../refusal.ts';
import type { GreyImage, PixelGrid, Pixels } from './pixel-grid.ts';

/**
 * What of a colour is measured. `luminance`: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), rounded. `index`: the
 * number that stands in a palette, as in images of labels.
 */
export const GREY_CHOICES = ['luminance', 'red', 'green', 'blue', 'index'] as const;
export type GreyChoice = (typeof GREY_CHOICES)[number];

/**
 * The values of a grey image, of RGB whose three samples are equal everywhere, and of a palette of greys need no choice.
 * Alpha is left out. Of a mask `index` is the choice: its numbers are stored, whatever colours they are shown in. Fails with `image.colour` where a choice is needed and missing, or does not fit.
 */
export function greyImage(grid: PixelGrid, choice: GreyChoice | null = null): GreyImage {
  const { width, height, bits, isWhiteZero } = grid;
  const image = { width, height, bits, isWhiteZero };
  if (grid.colour === 'grey') return { ...image, values: everyFirst(grid) };
  if (grid.colour === 'rgb') return { ...image, values: greyOfRgb(grid, choice) };
  const ramp = rampOf(grid);
  if (choice === 'index' || (choice === null && ramp !== null))
    return { ...image, isWhiteZero: ramp === 'falling', values: grid.values };
  if (choice === null) throw undecided('a palette of colours', GREY_CHOICES);
  return { ...image, bits: 8, values: lookedUp(grid, choice) };
}

function everyFirst({ samples, values }: PixelGrid): Pixels {
  if (samples === 1) return values;
  const first = sameKind(values, values.length / samples);
  for (let i = 0; i < first.length; i++) first[i] = values[i * samples]!;
  return first;
}

const PLACES = { red: 0, green: 1, blue: 2 } as const;

function greyOfRgb(grid: PixelGrid, choice: GreyChoice | null): Pixels {
  const { samples, values } = grid;
  const isUndecided = choice === null || choice === 'index';
  if (isUndecided && !isGrey(grid))
    throw undecided(
      'RGB',
      GREY_CHOICES.filter((one) => one !== 'index'),
    );
  const grey = sameKind(values, values.length / samples);
  const place = isUndecided ? 0 : choice === 'luminance' ? null : PLACES[choice];
  for (let i = 0; i < grey.length; i++) {
    const at = i * samples;
    grey[i] = place === null ? luminance(values[at]!, values[at + 1]!, values[at + 2]!) : values[at + place]!;
  }
  return grey;
}

const luminance = (red: number, green: number, blue: number) =>
  Math.round(0.299 * red + 0.587 * green + 0.114 * blue);

function isGrey({ samples, values }: PixelGrid): boolean {
  for (let at = 0; at < values.length; at += samples)
    if (values[at] !== values[at + 1] || values[at] !== values[at + 2]) return false;
  return true;
}

/** Whether the colours of a palette are greys that only rise, or only fall, with the index. */
function rampOf({ palette }: PixelGrid): 'rising' | 'falling' | null {
  const greys = palette ?? [];
  if (greys.length < 2 || greys.some(([red, green, blue]) => red !== green || red !== blue)) return null;
  const steps = greys.slice(1).map(([red], i) => red - greys[i]![0]);
  if (steps.every((step) => step >= 0)) return 'rising';
  return steps.every((step) => step <= 0) ? 'falling' : null;
}

function lookedUp({ palette, values }: PixelGrid, choice: Exclude<GreyChoice, 'index'>): Uint8Array {
  const table = (palette ?? []).map((rgb) =>
    choice === 'luminance' ? luminance(...rgb) : rgb[PLACES[choice]],
  );
  return Uint8Array.from(values, (index) => table[index] ?? 0);
}

function sameKind(values: Pixels, length: number): Pixels {
  if (values instanceof Uint8Array) return new Uint8Array(length);
  if (values instanceof Uint16Array) return new Uint16Array(length);
  if (values instanceof Uint32Array) return new Uint32Array(length);
  if (values instanceof Int8Array) return new Int8Array(length);
  if (values instanceof Int16Array) return new Int16Array(length);
  return values instanceof Int32Array ? new Int32Array(length) : new Float32Array(length);
}

function undecided(what: string, choices: readonly string[]): Refusal {
  const sentence = `expected a grey image, got ${what}: say which grey is measured (${choices.join(', ')}), or save the image as grey`;
  return new Refusal('invalid', 'image.colour', sentence);
}
