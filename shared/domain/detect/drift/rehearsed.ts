/** What a rehearsal of the same hardware says of the noise of residuals, as it is frozen into a flight's definition. */
import * as z from 'zod';
import { type ArmNoise, noisePartsSchema } from '../../anomaly/arm-noise.ts';
import { canonicalJson } from '../../canonical-json.ts';
import type { DefinitionIndex } from '../../experiment/definition-index.ts';
import { unitNamed, unitSeries } from '../../experiment/lookups.ts';

import { type Place, placeName, referencesOf } from './reference.ts';

const sourceSchema = z.object({
  experiment: z.string(),
  revision: z.number().int(),
  /** Of its definition. */
  sha256: z.string(),
  /** Its newest sample that this was learnt from. */
  asOf: z.number(),
});
export type RehearsalSource = z.infer<typeof sourceSchema>;

export const rehearsedSchema = z.object({
  rehearsals: z.array(sourceSchema),
  /** By name of the place. */
  noise: z.record(z.string(), z.object({ ...noisePartsSchema.shape, rehearsal: z.string() })),
});
export type Rehearsed = z.infer<typeof rehearsedSchema>;

/**
 * Of the flight's residuals those that the same hardware has shown in a rehearsal: units and sensors of the same serials,
 * against the same. By name of the flight's place.
 */
export function rehearsedIn(
  flight: DefinitionIndex,
  rehearsal: DefinitionIndex,
  learnt: readonly ArmNoise[],
): Map<string, ArmNoise> {
  const known = new Map(
    learnt.flatMap((one) => {
      const name = hardwareName(rehearsal, one, one.reference, one.of);
      return name === null ? [] : [[name, one] as const];
    }),
  );
  const found = new Map<string, ArmNoise>();
  for (const unit of flight.units.keys())
    for (const { references, ...place } of referencesOf(flight, unit)) {
      const [first] = references;
      const name = first === undefined ? null : hardwareName(flight, place, first.kind, first.of);
      const one = name === null ? undefined : known.get(name);
      if (one !== undefined) found.set(placeName(place), one);
    }
  return found;
}

/** Null where a unit has no serial. */
function hardwareName(index: DefinitionIndex, own: Place, kind: string, of: readonly Place[]): string | null {
  const [first, ...others] = [own, ...of].map((place) => hardwareOf(index, place));
  if (first === null || others.includes(null)) return null;
  return canonicalJson([kind, first, others.toSorted()]);
}

function hardwareOf(index: DefinitionIndex, { unit, series }: Place): string | null {
  const { serial, sensors } = unitNamed(index, unit);
  const measured = unitSeries(index, unit).find((one) => one.series === series);
  if (serial === undefined || measured === undefined) return null;
  const sensor = sensors.find(({ id, measures }) => id === measured.sensor && measures === measured.channel);
  return canonicalJson([
    serial,
    sensor?.serial ?? null,
    measured.channel,
    measured.ucum,
    sensor?.serial === undefined ? series : null,
  ]);
}
