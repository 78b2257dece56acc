/** Slices by the files in force: tables of others, images that were measured here, and masks in place of these. */

import type { PitTable } from '../assay/pit-table.ts';
import { pitNameOf } from '../assay/pit-table.ts';
import type { RegisteredSample, Remark, SampleRegister } from '../assay/sample-register.ts';
import type { SheetTable } from '../assay/tables.ts';
import type { Declared } from '../experiment/declared.ts';
import { baseNameOf } from '../experiment/file-reader.ts';
import type { PitAssay } from '../experiment/pit-assay.ts';
import { once } from '../once-per.ts';
import { imagesWithoutObjects } from './images-without-objects.ts';
import { type ImageFile, masksInForce } from './masks-in-force.ts';
import { measureSlices } from './measure-slices.ts';
import { imageFacts } from './pit-scale.ts';
import { placePits } from './place-pits.ts';
import type { BroughtBy } from './settle-rows.ts';
import { withFiles } from './slice-files.ts';
import { placeName, withImages } from './slice-images.ts';
import type { SliceMeasured, SliceRows, SlicesMeasured } from './slice-measured.ts';
import { substratesApart } from './substrates-apart.ts';
import { unsureImages, withoutUnsure } from './unsure-images.ts';

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

export interface SlicesFound {
  /** Null where nothing but masks has come. */
  readonly slices: readonly SliceMeasured[] | null;
  readonly remarks: readonly Remark[];
  /** Of each slice, the rows that it was measured by; of a slice as it stands in `slices`. */
  readonly rows: readonly SliceRows[];
}

export function slicesOfFiles(
  { assay, index, register, isExcluded }: Asked,
  { images, masks, sheets }: InForce,
): SlicesFound {
  const pits = images.map(({ table }) => table);
  const facts = imageFacts(sheets, pits, assay.scale);
  const place = (tables: readonly PitTable[]) => {
    const all = placePits(assay, index, register, tables);
    return { ...all, rows: all.rows.filter(({ at }) => !isExcluded(at.sample)) };
  };
  const own = masks.length === 0 ? null : measureSlices(assay, place(pits).rows, facts);
  const drawn = masksInForce(pits, masks, own?.alike);
  const told = [...register.remarks, ...drawn.remarks];
  if (pits.length === 0) return { slices: null, remarks: told, rows: [] };
  const bare = imagesWithoutObjects(drawn.tables, sheets, register.samples);
  const all = place([...drawn.tables, ...(bare.table === null ? [] : [bare.table])]);
  const counting = all.rows.filter(({ row }) => !drawn.copies.has(row.image));
  const found = measureSlices(
    assay,
    counting,
    facts,
    new Map([...drawn.problems, ...bare.problems]),
    broughtBy(images),
  );
  const { slices, remarks } = own === null ? found : asCopied(found, own);
  const on = { placed: all.rows, files: images, assay, masks: drawn, without: own?.slices ?? [] };
  const unsure = unsureImages([...images, ...masks], assay.kind === 'pit-image' ? assay.acceptImages : []);
  const shown = withoutUnsure(withFiles(withImages(slices, on), all.rows, images), unsure);
  return {
    slices: shown,
    remarks: [...told, ...all.remarks, ...remarks, ...substratesApart(slices)],
    rows: shown.map((slice, i) => ({ slice, rows: found.rows[i]!.rows })),
  };
}

/** What is said of copied images, by what they hold themselves: a mask in the place of one hides that they are the same. */
function asCopied(found: SlicesMeasured, own: SlicesMeasured): Pick<SlicesMeasured, 'slices' | 'remarks'> {
  const elsewhere = new Map(
    own.slices.flatMap((slice) =>
      slice.refused?.code === 'pit.image-elsewhere' ? [[placeName(slice), slice.refused]] : [],
    ),
  );
  const slices = found.slices.map((slice) => {
    const refused = slice.refused ?? elsewhere.get(placeName(slice));
    return refused === undefined ? slice : { ...slice, refused };
  });
  const said = new Set(found.remarks.map(({ message }) => message));
  const twice = own.remarks.filter(({ code, message }) => code === 'pit.image-twice' && !said.has(message));
  return { slices, remarks: [...found.remarks, ...twice] };
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
