/** What pages and checkpoints are held against: another version, and they are made anew. */
import { BLOCKS } from './drift/block.ts';
import { ARM_KINDS, PAIR_KINDS, UNIT_KINDS } from './registry.ts';

const UNIT_DETECTOR_VERSIONS = versionsOf(UNIT_KINDS);

/** Changes whenever the same samples and rules would give another page: pages of another format are built anew. */
export const UNIT_PAGE_FORMAT = `unit-page/10 ${UNIT_DETECTOR_VERSIONS} ${versionsOf([BLOCKS])}`;

/** Changes whenever the fold would say something else about the same pages. */
export const UNIT_FOLD = `unit-detectors/8 ${UNIT_DETECTOR_VERSIONS}`;
export const PAIR_FOLD = `pair-detectors/5 ${versionsOf(PAIR_KINDS)}`;
export const ARM_FOLD = `arm-detectors/16 ${versionsOf(ARM_KINDS)}`;

function versionsOf(kinds: readonly { readonly kind: string; readonly version: string }[]): string {
  return kinds.map(({ kind, version }) => `${kind}/${version}`).join(' ');
}
