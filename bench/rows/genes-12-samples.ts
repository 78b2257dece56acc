/** limma-trend of 20000 genes in 12 samples, from counts to adjusted p. */
import type { BenchRow } from '../bench-row.ts';
import { engineSide } from '../genes-side.ts';
import { rSide } from '../r-side.ts';

const row: BenchRow = {
  row: 'genes-12-samples',
  unit: 's',
  better: 'less',
  goal: { value: 2, rssMb: 256 },
  isBundled: true,
  async prepare() {},
  note: 'R is given log counts that are neither scaled nor filtered, which ours does besides',
  sides: {
    ours: () => engineSide('limma-trend', 20_000, 12),
    limma: () => rSide('limma', 20_000, 12),
  },
};
export default row;
