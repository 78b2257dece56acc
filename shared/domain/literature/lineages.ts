/** Which lineage of the catalogue a culture is of, by what its definition calls its cells. */
import { plain } from './plain.ts';

/** First the words that stand within others: a preosteoclast is an osteoclast, bone marrow a stem cell only by itself. */
const LINEAGES: readonly (readonly [word: string, cellClass: string])[] = [
  ...[['osteoclast', 'osteoclast_lineage'] as const, ['raw2647', 'osteoclast_lineage'] as const],
  ...[['macrophage', 'osteoclast_lineage'] as const, ['monocyte', 'osteoclast_lineage'] as const],
  ...[['osteocyte', 'osteocyte'] as const, ['mloy4', 'osteocyte'] as const, ['ocy454', 'osteocyte'] as const],
  ...[['osteoblast', 'osteoblast_lineage'] as const, ['mc3t3', 'osteoblast_lineage'] as const],
  ...[['stem', 'stem_progenitor'] as const, ['msc', 'stem_progenitor'] as const],
  ['bone', 'bone_tissue'],
];

/** Null where nothing is said, or it is no cell of bone. */
export function lineageOf(cellType: string | undefined): string | null {
  const said = plain(cellType ?? '');
  return LINEAGES.find(([word]) => said.includes(word))?.[1] ?? null;
}
