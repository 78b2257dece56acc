/** Slices as a table with a row each. */
import type { PitsOnWire, SliceOnWire } from '../../../shared/contract/pits.ts';
import { imageWarnings } from '../../../shared/domain/pit/slice-words.ts';
import type { Cell, CsvTable } from '../http/csv.ts';
import { factsOf } from '../http/facts.ts';

const COLUMNS: Readonly<Record<string, (one: SliceOnWire) => Cell>> = {
  assay: (one) => one.assay,
  unit: (one) => one.unit,
  slice: (one) => one.slice,
  arm: (one) => one.arm,
  substrate: (one) => one.substrate,
  areaMm2: (one) => one.areaMm2,
  lookedMm2: (one) => one.lookedMm2,
  looked: (one) => one.looked,
  fields: (one) => one.fields,
  pits: (one) => one.pits,
  trenches: (one) => one.trenches,
  perMm2: (one) => one.perMm2,
  meanAreaUm2: (one) => one.meanAreaUm2,
  meanDepthUm: (one) => one.meanDepthUm,
  volumeUm3: (one) => one.volumeUm3,
  erodedPercent: (one) => one.erodedPercent,
  osteoclasts: (one) => one.osteoclasts?.count,
  osteoclastsCounted: (one) => one.osteoclasts?.counted,
  scale: (one) => one.scale?.sentence,
  confirmedBy: (one) => one.scale?.confirmed?.by,
  images: (one) => one.images?.map(({ image }) => image).join('; '),
  masks: (one) => one.images?.flatMap(({ uploaded }) => uploaded?.file ?? []).join('; ') || null,
  pitsWithoutMasks: (one) => one.withoutMasks?.pits,
  trenchesWithoutMasks: (one) => one.withoutMasks?.trenches,
  erodedPercentWithoutMasks: (one) => one.withoutMasks?.erodedPercent,
  imageWarnings: (one) => imageWarnings(one).join('; ') || null,
  why: (one) =>
    [one.refused?.message, one.excluded, one.untold, one.trenchesUntold, one.osteoclasts?.why]
      .filter(Boolean)
      .join('; ') || null,
};

export function pitsTable({ slices, ...rest }: PitsOnWire): CsvTable {
  const columns = Object.values(COLUMNS);
  return {
    facts: factsOf(rest, []),
    header: Object.keys(COLUMNS),
    rows: slices.map((one) => columns.map((cell) => cell(one))),
  };
}
