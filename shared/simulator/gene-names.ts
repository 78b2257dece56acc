/** Genes that a simulated batch names: those that studies of bone in flight ask about. All others are `Sim0001` and so on. */

export interface NamedGene {
  /** Symbol of the mouse. */
  readonly symbol: string;
  /** Reads that a library has of it on average. */
  readonly mean: number;
  /** log2 fold change that weightlessness makes of it. */
  readonly gravity: number;
}

const still = (mean: number, symbols: readonly string[]): NamedGene[] =>
  symbols.map((symbol) => ({ symbol, mean, gravity: 0 }));

/**
 * Genes of resorption are raised, as osteoclasts in flight were found to raise them (Tamma et al. 2009); by how much is
 * made up. All others stay: osteoclasts hardly read genes of bone-forming cells.
 */
export const NAMED_GENES: readonly NamedGene[] = [
  { symbol: 'Ctsk', mean: 3000, gravity: 1.6 },
  { symbol: 'Acp5', mean: 2200, gravity: 1.3 },
  { symbol: 'Mmp9', mean: 1500, gravity: 1.5 },
  { symbol: 'Itgb3', mean: 600, gravity: 1.3 },
  { symbol: 'Calcr', mean: 250, gravity: 1.8 },
  ...still(1200, [
    'Nfatc1',
    'Dcstamp',
    'Tnfrsf11a',
    'Src',
    'Mitf',
    'Jun',
    'Creb1',
    'Ctnnb1',
    'Ccnd1',
    'Ccnb1',
  ]),
  ...still(6000, ['Gapdh', 'Actb', 'Hprt', 'Rplp0', 'B2m']),
  ...still(15, ['Runx2', 'Sp7', 'Alpl', 'Bglap', 'Spp1', 'Col1a1', 'Tnfsf11', 'Tnfrsf11b', 'Sost', 'Dmp1']),
  ...still(6, ['Wnt1', 'Pparg', 'Cfd', 'Lep', 'Slc2a4', 'Sox2', 'Pou5f1', 'Nanog', 'Cdh1', 'Pth1r']),
];
