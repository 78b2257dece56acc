/** That a person has looked at the scale of an assay's pits and says that it is right: once per experiment, append-only. */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { roundedTo } from '../words/figure.ts';

const confirmationSchema = z.object({
  assay: z.string(),
  /** µm for one unit of length of the files. */
  micrometres: z.number(),
  at: z.number(),
  by: z.string(),
});
export type ScaleConfirmation = z.infer<typeof confirmationSchema>;

export const scaleKind: Kind<ScaleConfirmation> = {
  name: 'scale',
  schema: confirmationSchema,
  isDue: () => false,
  kept: (confirmation) => confirmation,
};
export const SCALE = 'SCALE';
export const scaleKey = (
  experiment: string,
  { assay, micrometres }: Pick<ScaleConfirmation, 'assay' | 'micrometres'>,
): Key => ({
  partition: experiment,
  sort: sortKey(SCALE, assay, String(micrometres)),
});

/** What two writings of one scale may differ by: of an area it is less than anybody is shown. */
const ALIKE = 1e-5;

export const isSameScale = (one: number, other: number): boolean => Math.abs(one / other - 1) <= ALIKE;

/** In so many digits that whoever types them confirms this scale: a number as a command takes it, without separators. */
export const scaleDigits = (micrometres: number): string => String(roundedTo(micrometres, 6));

/** Who confirmed the scale; null where nobody did. */
export function confirmedBy(
  all: readonly ScaleConfirmation[],
  assay: string,
  micrometres: number,
): ScaleConfirmation | null {
  return all.find((one) => one.assay === assay && isSameScale(one.micrometres, micrometres)) ?? null;
}
