/** What a measurement of pits was made with. The record is kept with its result: another one gives other numbers. */
import * as z from 'zod';
import { GREY_CHOICES, type GreyChoice } from './grey-image.ts';

/** Rises whenever the same image and parameters would give other numbers. */
export const PIT_RULES = 'howship-pits/3';

export interface PitParameters {
  readonly rules: typeof PIT_RULES;
  /** Of an image in colours; null of a grey one. */
  readonly grey: GreyChoice | null;
  /** How the objects look on the image as it is shown, whatever numbers are stored. Nobody's default. */
  readonly foreground: 'dark' | 'bright';
  /**
   * Removed before the threshold: what is smoother than a square window of so many pixels a side, which must be wider
   * than any object. The threshold is then one of the contrast against the background.
   */
  readonly background: { readonly windowPx: number } | null;
  /**
   * `two-level`: the image has two levels and no others. `fixed`: one value for all wells, as stored; a pixel is bright
   * above the value. `otsu`: computed of each image, so that a well with fewer pits gets another one.
   */
  readonly threshold:
    | { readonly method: 'two-level' }
    | { readonly method: 'fixed'; readonly value: number }
    | { readonly method: 'otsu' };
  /** Whether pixels that touch by a corner are of one object (8) or not (4). */
  readonly connectivity: 4 | 8;
  /** Smaller ones are specks, and no objects. Pixels. */
  readonly minAreaPx: number;
  /** Where objects that touch are cut apart; null: nowhere. */
  readonly split: SplitRule | null;
  readonly trench: TrenchRule;
  readonly edge: EdgeRule;
}

export interface SplitRule {
  /**
   * A cut runs between two maxima of the distance to the edge only if both rise so far above the saddle, and an object
   * without a maximum of that height is a speck. Pixels.
   */
  readonly hPx: number;
  /**
   * An elongated object is cut only where it narrows below this share of the lesser maximum: a trench has no such neck,
   * a row of touching pits has.
   */
  readonly neckRatio: number;
}

export interface TrenchRule {
  /** An object of this elongation, π/4 · length² / area, or more is a trench: 1 of a disc, a/b of an ellipse. */
  readonly minElongation: number;
}

/**
 * Which objects that touch the edge of the image are counted: all, none, or those that do not touch the right or lower
 * edge (an unbiased frame: Gundersen 1977, J. Microsc. 111:219). The eroded area has them in any case.
 */
export type EdgeRule = 'count' | 'exclude' | 'two-sides';

/** As it is kept with a result: by rules of any version. */
export const parametersSchema = z.object({
  rules: z.string(),
  grey: z.enum(GREY_CHOICES).nullable(),
  foreground: z.enum(['dark', 'bright']),
  background: z.object({ windowPx: z.number() }).nullable(),
  threshold: z.discriminatedUnion('method', [
    z.object({ method: z.literal('two-level') }),
    z.object({ method: z.literal('fixed'), value: z.number() }),
    z.object({ method: z.literal('otsu') }),
  ]),
  connectivity: z.union([z.literal(4), z.literal(8)]),
  minAreaPx: z.number(),
  split: z.object({ hPx: z.number(), neckRatio: z.number() }).nullable(),
  trench: z.object({ minElongation: z.number() }),
  edge: z.enum(['count', 'exclude', 'two-sides']),
});
export type KeptParameters = z.infer<typeof parametersSchema>;

/** What nobody has to say; threshold and foreground are for a person. */
export const USUAL_PARAMETERS = {
  rules: PIT_RULES,
  grey: null,
  background: null,
  connectivity: 8,
  minAreaPx: 10,
  split: { hPx: 2, neckRatio: 0.65 },
  trench: { minElongation: 2.5 },
  edge: 'count',
} as const satisfies Partial<PitParameters>;
