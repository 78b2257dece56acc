/** On which side of its threshold a reading shows a step. */
export const SIDES = ['ABOVE', 'BELOW'] as const;
