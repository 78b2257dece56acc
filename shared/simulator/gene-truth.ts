/** What was put into the genes of a batch, beside it. */
import { ASSAY } from './batch-text.ts';
import type { Cause, GeneBatch, Trap } from './gene-batch.ts';
import { NAMED_GENES } from './gene-names.ts';
import { armOf } from './mission.ts';

export interface GeneTruth {
  readonly assay: string;
  /** How many genes there are, moved or not. */
  readonly genes: number;
  readonly causes: readonly Cause[];
  /** Genes that gravity moves so far that they must be found. */
  readonly markers: readonly string[];
  /** What goes along with the arms; null where nothing does. */
  readonly trap: GeneTrap | null;
}

export interface GeneTrap {
  /** Column of the run sheet. */
  readonly factor: string;
  /** Contrasts that cannot be told from it; of all others the answer must be silent of it. */
  readonly contrasts: readonly string[];
  /** refusal where the factor is one of the model, warning where it is not. */
  readonly toldBy: 'refusal' | 'warning';
}

export function geneTruth({ libraries, causes, rows }: GeneBatch, trap: Trap): GeneTruth {
  const genes = new Set(rows.map(({ gene }) => gene));
  const moved = NAMED_GENES.filter(({ symbol, gravity }) => gravity !== 0 && genes.has(symbol));
  const arms = [...new Set(libraries.map(({ unit }) => armOf(unit)))];
  return {
    ...{ assay: ASSAY, genes: rows.length, causes },
    markers: moved.map(({ symbol }) => symbol),
    trap: trapOf(trap, arms.includes('centrifuge')),
  };
}

function trapOf(trap: Trap, hasCentrifuge: boolean): GeneTrap | null {
  switch (trap) {
    case 'none':
      return null;
    case 'storage': {
      const flown = hasCentrifuge ? ['flight', 'centrifuge'] : ['flight'];
      return { factor: 'storage', contrasts: flown.map((arm) => `${arm}-v-ground`), toldBy: 'warning' };
    }
    case 'lane': {
      const at1g = hasCentrifuge ? ['centrifuge', 'ground'] : ['ground'];
      return { factor: 'lane', contrasts: at1g.map((arm) => `flight-v-${arm}`), toldBy: 'refusal' };
    }
  }
}
