/** What an assay of images measures them with: what its definition says, and what nobody has to say. */

import { type PitParameters, USUAL_PARAMETERS } from '../pit/image/pit-parameters.ts';
import type { PitImageAssay } from './pit-assay.ts';

export function assayParameters(assay: PitImageAssay): PitParameters {
  const { foreground, threshold, minAreaPx, edge, background = null, grey = null, trenches } = assay;
  return {
    ...{ ...USUAL_PARAMETERS, foreground, threshold, minAreaPx, edge, background, grey },
    trench: { minElongation: trenches.elongation },
  };
}
