import type { ContrastOnWire } from '../../contract/expression.ts';
import type { Sampled } from '../../domain/assay/taken-at.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

type Environment = ContrastOnWire['environment'];

/** The environment with the platforms of its arms; as it is where neither names one. */
export async function besidePlatforms(
  loaded: LoadedExperiment,
  environment: Environment,
  assay: Sampled | null,
  { a, b }: Contrast,
  isExcluded: (unit: string) => boolean,
): Promise<Environment> {
  const arms = [a, b].map((arm) => loaded.index.arms.get(arm));
  if (arms.every((arm) => arm?.technique === undefined)) return environment;
  // Beside what a cold start loads: few experiments name a platform.
  const { platformsOfContrast, withPlatforms } = await import('./platforms-of-contrast.ts');
  return withPlatforms(environment, await platformsOfContrast(loaded, assay, { a, b }, isExcluded));
}
