/** Assays of pits, whether programs of others measured them or the images are measured here. */
import type { Assay } from './assay-schema.ts';

export type PitImageAssay = Extract<Assay, { readonly kind: 'pit-image' }>;
export type PitAssay = Extract<Assay, { readonly kind: 'pit-table' }> | PitImageAssay;

export const isOfPits = (assay: Assay): assay is PitAssay =>
  assay.kind === 'pit-table' || assay.kind === 'pit-image';

/** Rises whenever more, or something else, is read of the rows of the same file. */
export const PIT_ROWS = 'pit-rows/3';

/** The same of tables of endpoints: 2 has their lines. */
export const ENDPOINT_ROWS = 'endpoint-rows/2';

/** Rises whenever more, or something else, is kept of the same image beside what its parameters give. */
export const IMAGE_READING = 'image-reading/2';
