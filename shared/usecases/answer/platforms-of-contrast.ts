/** On which platforms the units of a contrast were, what gravity their models leave, and what is held against them. */
import type { ContrastOnWire } from '../../contract/expression.ts';
import type { Sampled } from '../../domain/assay/taken-at.ts';
import type { Contrast } from '../../domain/experiment/assay-schema.ts';
import { checkPlatform } from '../../domain/platform/checks.ts';
import { platformFacts } from '../../domain/platform/facts.ts';
import { gravityOf } from '../../domain/platform/gravity-model.ts';
import { derived } from '../../domain/words/derived.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

type Environment = ContrastOnWire['environment'];
export type PlatformsOnWire = NonNullable<Environment['platforms']>;

export interface PlatformsOfContrast {
  readonly platforms: PlatformsOnWire;
  /** Why what is compared is none of gravity. */
  readonly confounds: readonly string[];
}

/**
 * Of arms whose technique the catalogue knows.
 *
 * @param assay whose samples are compared; null: telemetry by phase
 */
export async function platformsOfContrast(
  loaded: LoadedExperiment,
  assay: Sampled | null,
  { a, b }: Contrast,
  isExcluded: (unit: string) => boolean,
): Promise<PlatformsOfContrast> {
  const { definition, index } = loaded;
  const events = await loaded.events();
  const asked = {
    assays: assay === null ? [] : [assay],
    phases: assay === null ? definition.phases : [],
    isIn: (unit: string) => !isExcluded(unit),
  };
  const told = [...new Set([a, b])]
    .flatMap((id) => index.arms.get(id) ?? [])
    .flatMap((arm) => platformFacts(definition, arm, events, asked))
    .map((facts) => ({ facts, gravity: gravityOf(facts), remarks: checkPlatform(facts) }));
  return {
    platforms: told.map(({ facts: { arm, units, technique }, gravity, remarks }) => ({
      ...{ arm, units: [...units], technique: technique.name, ...gravity },
      modelled: gravity.modelled.map(({ what, g }) => ({ what, g: derived(g) })),
      remarks: remarks.map(({ code, message }) => ({ code, message })),
    })),
    confounds: told.flatMap(({ remarks }) =>
      remarks.flatMap(({ kind, message }) => (kind === 'CONFOUNDS' ? [message] : [])),
    ),
  };
}

/** What a platform is not valid for is no effect of gravity, whatever the surroundings were. */
export function withPlatforms(
  environment: Environment,
  { platforms, confounds }: PlatformsOfContrast,
): Environment {
  if (platforms.length === 0) return environment;
  const isConfounded = confounds.length > 0;
  return {
    ...environment,
    ...(isConfounded && { verdict: 'CONFOUNDED' as const }),
    sentence: [...new Set(confounds), environment.sentence].join('; '),
    platforms,
  };
}
