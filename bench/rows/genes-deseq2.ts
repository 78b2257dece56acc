/** The DESeq2-compatible engine on 5000 genes in 12 samples, from counts to adjusted p. */
import type { BenchRow } from '../bench-row.ts';
import { engineSide } from '../genes-side.ts';
import { rSide } from '../r-side.ts';

const row: BenchRow = {
  row: 'genes-deseq2',
  unit: 's',
  better: 'less',
  goal: { value: 5, rssMb: 256 },
  isBundled: true,
  async prepare() {},
  sides: {
    ours: () => engineSide('deseq2', 5000, 12),
    DESeq2: () => rSide('DESeq2', 5000, 12),
  },
};
export default row;
