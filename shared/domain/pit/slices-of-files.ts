/** Slices by the files in force: tables of others, images that were measured here, and masks in place of these. */
import { pitNameOf } from '../assay/pit-table.ts';
import type { RegisteredSample, Remark, SampleRegister } from '../assay/sample-register.ts';
import type { SheetTable } from '../assay/tables.ts';
import type { Declared } from '../experiment/declared.ts';
import { baseNameOf } from '../experiment/file-reader.ts';
import type { PitAssay } from '../experiment/pit-assay.ts';
import { once } from '../once-per.ts';
import { type ImageFile, masksInForce } from './masks-in-force.ts';
import { measureSlices } from './measure-slices.ts';
import { imageFacts } from './pit-scale.ts';
import { type PlacedPits, placePits } from './place-pits.ts';
import type { BroughtBy } from './settle-rows.ts';
import { withImages } from './slice-images.ts';
import type { SliceMeasured } from './slice-measured.ts';

interface Asked {
  readonly assay: PitAssay;
  readonly index: Declared;
  readonly register: SampleRegister;
  /** Whether the sample, which is known, does not count. */
  readonly isExcluded: (sample: RegisteredSample) => boolean;
}

interface InForce {
  /** Images, and tables of pits. */
  readonly images: readonly ImageFile[];
  readonly masks: readonly ImageFile[];
  readonly sheets: readonly SheetTable[];
}

/** No slices (null) where nothing but masks has come. */
export function slicesOfFiles(
  { assay, index, register, isExcluded }: Asked,
  { images, masks, sheets }: InForce,
): { readonly slices: readonly SliceMeasured[] | null; readonly remarks: readonly Remark[] } {
  const pits = images.map(({ table }) => table);
  const drawn = masksInForce(pits, masks);
  const told = [...register.remarks, ...drawn.remarks];
  if (pits.length === 0) return { slices: null, remarks: told };
  const facts = imageFacts(sheets, pits, assay.scale);
  const countedIn = ({ rows }: PlacedPits) => rows.filter(({ at }) => !isExcluded(at.sample));
  const all = placePits(assay, index, register, drawn.tables);
  const placed = countedIn(all);
  const { slices, remarks } = measureSlices(assay, placed, facts, drawn.problems, broughtBy(images));
  const byImages = () => countedIn(placePits(assay, index, register, pits));
  const without = drawn.used.size === 0 ? [] : measureSlices(assay, byImages(), facts).slices;
  return {
    slices: withImages(slices, { placed, files: images, masks: drawn, without }),
    remarks: [...told, ...all.remarks, ...remarks],
  };
}

/** Looked up where files contradict each other alone: of hundreds of thousands of objects most are told once. */
function broughtBy(files: readonly ImageFile[]): BroughtBy {
  const filesOf = once(() => {
    const told = files.flatMap(({ fileName, table }) =>
      table.rows.map((row): [string, string] => [pitNameOf(row), baseNameOf(fileName)]),
    );
    return Map.groupBy(told, ([pit]) => pit);
  });
  return (pit) => [
    ...new Set(
      filesOf()
        .get(pit)
        ?.map(([, file]) => file),
    ),
  ];
}
