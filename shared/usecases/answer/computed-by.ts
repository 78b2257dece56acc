import { PROGRAM_VERSION } from '../../domain/program.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** By what an answer was computed, for who holds it later. */
export function computedBy({ revision, sha256 }: Pick<LoadedExperiment, 'revision' | 'sha256'>) {
  return { definition: { revision, sha256 }, program: PROGRAM_VERSION };
}
