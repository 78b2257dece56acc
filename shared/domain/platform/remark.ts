/** What is said of a platform. */
export interface PlatformRemark {
  readonly code: `platform.${string}`;
  readonly message: string;
  /**
   * FIX: something of the definition to put right or to say, told when it is applied and beside each comparison. BESIDE: what
   * comes with the platform whatever anybody does. CONFOUNDS: as FIX, and the comparison is none of gravity.
   */
  readonly kind: 'FIX' | 'BESIDE' | 'CONFOUNDS';
}

/** Of the review: the facts of the catalogue, and where they are from. */
export const REVIEW = 'Man et al. 2022';
