/** limma-trend of 60000 genes in 48 samples, from counts to adjusted p. */
import type { BenchRow } from '../bench-row.ts';
import { engineSide } from '../genes-side.ts';

const row: BenchRow = {
  row: 'genes-48-samples',
  unit: 's',
  better: 'less',
  goal: { value: 60, rssMb: 1024 },
  isBundled: true,
  async prepare() {},
  sides: { ours: () => engineSide('limma-trend', 60_000, 48) },
};
export default row;
