/** limma-trend of 20000 genes in 12 samples, from counts to adjusted p. */
import type { BenchRow } from '../bench-row.ts';
import { limmaTrend } from '../genes-side.ts';

const row: BenchRow = {
  row: 'genes-12-samples',
  unit: 's',
  better: 'less',
  goal: { value: 2, rssMb: 256 },
  isBundled: true,
  async prepare() {},
  sides: { ours: () => limmaTrend(20_000, 12) },
};
export default row;
