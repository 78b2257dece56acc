/**
 * What pages and findings depend on beside samples, definition and events: the code that computes them. The experiment's
 * record says which version everything was last marked due under, so that a newer one computes all anew, once.
 */
import { ANALYSIS } from '../../domain/assay/analysis.ts';
import { ARM_FOLD, PAIR_FOLD, UNIT_FOLD, UNIT_PAGE_FORMAT } from '../../domain/detect/versions.ts';
import type { ExperimentRecord } from '../../domain/experiment/experiment-record.ts';
import { DELTA_PAGE_FORMAT } from '../../domain/twins/delta-record.ts';

/** Changes with every format of a page, every version of a detector or of what folds them, and that of contrasts. */
export const COMPUTED_WITH = [
  ...[UNIT_PAGE_FORMAT, DELTA_PAGE_FORMAT],
  ...[UNIT_FOLD, PAIR_FOLD, ARM_FOLD, ANALYSIS],
].join(' ');

/** Whether every head is still to be marked due: a definition was applied, or this code is newer than the pages. */
export const owesRecomputation = ({ due, computedWith }: ExperimentRecord): boolean =>
  due || computedWith !== COMPUTED_WITH;
