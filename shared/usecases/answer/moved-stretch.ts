/** A kept part of a pair in the units of the answer, where it was laid under a definition that said others. */
import type { UnitMove } from '../../domain/telemetry/page-units.ts';
import { pairsInUnit } from '../../domain/twins/pairs-in-unit.ts';
import type { KeptStretch, PairStretch } from '../pages/read-delta-page.ts';

/** What such a channel comes to must be counted anew; where no conversion leads there it has no pairs. */
export function movedStretch(stretch: KeptStretch, moved: ReadonlyMap<string, UnitMove>): KeptStretch {
  if (moved.size === 0) return stretch;
  const pieces = stretch.pieces.map((piece) => ({ ...piece, stretch: inUnits(piece.stretch, moved) }));
  return { ...inUnits(stretch, moved), pieces };
}

function inUnits(stretch: PairStretch, moved: ReadonlyMap<string, UnitMove>): PairStretch {
  return {
    // Moved by the definition in force, which no name of the page says.
    name: null,
    extent: stretch.extent,
    factsOf: (series) => (moved.has(series) ? null : stretch.factsOf(series)),
    leftOverOf: (series) => {
      const move = moved.get(series);
      return move !== undefined && pairsInUnit(move) === null ? null : stretch.leftOverOf(series);
    },
    cellsOf: async (series) => (moved.has(series) ? null : stretch.cellsOf(series)),
    pairsOf: (series) => {
      const move = moved.get(series);
      const kept = stretch.pairsOf(series);
      if (move === undefined) return kept;
      const convert = pairsInUnit(move);
      if (convert === null) return [];
      return kept.map(({ pairs, read }) => ({ pairs, read: async () => convert(await read()) }));
    },
  };
}
