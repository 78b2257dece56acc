/** How an assay stands, with what has come of it: `assay pits: COMPUTED, 27 of 27 samples have come`. */
export const assaySentence = ({
  assay,
  state,
  sentence,
}: {
  readonly assay: string;
  readonly state: string;
  readonly sentence: string;
}): string => `assay ${assay}: ${state}, ${sentence}`;
