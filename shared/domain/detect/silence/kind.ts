/** SILENCE (docs/design.md#silence), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { instantText } from '../../instant-text.ts';
import { utcSpan, utcText } from '../../words/instant.ts';

export const silenceEvidenceSchema = z.object({
  /** The contact that should have brought something. */
  aos: z.number(),
  los: z.number(),
  station: z.string().optional(),
  /** When the newest sample was measured; absent where there is none. */
  newestSample: z.number().optional(),
  latencySeconds: z.number(),
  maxSilenceSeconds: z.number(),
});

export const SILENCE = anomalyKind({
  kind: 'SILENCE',
  version: '1',
  evidence: silenceEvidenceSchema,
  evidenceOnWire: silenceEvidenceSchema.extend({
    aos: instantText,
    los: instantText,
    newestSample: instantText.optional(),
  }),
  instants: ['aos', 'los', 'newestSample'],
  confounds: false,
  isLogOnly: false,
  isToldUnarmed: true,
  hasOwnLine: false,
  phrase: 'silent',
  figures: ({ evidence: { aos, los, station, newestSample } }) => {
    const newest =
      newestSample === undefined ? 'no sample ever came' : `nothing newer than ${utcText(newestSample)}`;
    return `${newest}, though the contact ${utcSpan(aos, los)}${station === undefined ? '' : ` over ${station}`} should have brought it`;
  },
});
