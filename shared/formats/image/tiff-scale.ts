/** The scale of a TIFF: its resolution (TIFF 6.0, page 18), ImageJ's description, or the XML of OME. */
import { quoted } from '../../domain/quoted.ts';
import { type ScaleDoubt, type ScaleWord, type ToldScale, toldScale } from './told-scale.ts';

export interface TiffScaleTags {
  /** Pixels per unit. */
  readonly xResolution: number | null;
  readonly yResolution: number | null;
  /** 1 no unit, 2 inch, 3 centimetre; null where the tag is absent. */
  readonly unit: number | null;
  readonly description: string;
}

const INCH = 2;
const CENTIMETRE = 3;
const MICROMETRES_PER_UNIT: Readonly<Record<number, number>> = { [INCH]: 25_400, [CENTIMETRE]: 10_000 };

/** Names of lengths in descriptions, in micrometres. ImageJ writes µ as an escape of Java. */
const LENGTHS: Readonly<Record<string, number>> = {
  ...{ micron: 1, microns: 1, micrometer: 1, micrometre: 1, um: 1, µm: 1, μm: 1 },
  ...{ nm: 1e-3, mm: 1e3, cm: 1e4, inch: 25_400, m: 1e6 },
};

export function tiffScale(tags: TiffScaleTags): ToldScale {
  const { description } = tags;
  // One program may have written behind what another one wrote: where they differ neither is taken.
  const all = [...omeWord(description), ...imagejWord(tags), ...resolutionWord(tags)];
  return toldScale(
    all.flatMap((one) => ('source' in one ? [one] : [])),
    all.flatMap((one) => ('code' in one ? [one] : [])),
  );
}

/** ImageJ's own pixels per unit are no pixels per inch where it names no unit for them (TIFF's default is the inch). */
function resolutionWord({ xResolution, yResolution, unit, description }: TiffScaleTags): ScaleWord[] {
  const length = MICROMETRES_PER_UNIT[unit ?? (description.startsWith('ImageJ=') ? 0 : INCH)];
  if (length === undefined || xResolution === null || !(xResolution > 0)) return [];
  const y = yResolution !== null && yResolution > 0 ? yResolution : xResolution;
  return [{ source: 'resolution', x: length / xResolution, y: length / y }];
}

/** ImageJ counts pixels per unit of its description; as ResolutionUnit it writes 1 unless that unit is inch or cm. */
function imagejWord({ xResolution, yResolution, description }: TiffScaleTags): (ScaleWord | ScaleDoubt)[] {
  const named = /^unit=(.+)$/m.exec(description)?.[1]?.trim();
  if (named === undefined || !description.startsWith('ImageJ=')) return [];
  const name = named.replace(/\\u00B5/gi, 'µ');
  const length = LENGTHS[name.toLowerCase()];
  if (name.toLowerCase().startsWith('pixel')) return [];
  if (length === undefined)
    return [
      {
        code: 'scale.unit',
        message: `expected a unit of length in ImageJ's description, got ${quoted(name)}`,
      },
    ];
  if (xResolution === null || !(xResolution > 0))
    return [
      {
        code: 'scale.unit',
        message: `ImageJ's description says ${quoted(name)}, but XResolution does not say how many pixels that is`,
      },
    ];
  const y = yResolution !== null && yResolution > 0 ? yResolution : xResolution;
  return [{ source: 'ImageJ', x: length / xResolution, y: length / y }];
}

/** The XML is not parsed: of a file of some megabytes two attributes of its first Pixels are asked for. */
function omeWord(description: string): (ScaleWord | ScaleDoubt)[] {
  if (!description.includes('<OME')) return [];
  const pixels = /<Pixels\b[^>]*>/.exec(description)?.[0] ?? '';
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(pixels)?.[1] ?? null;
  const x = Number(attribute('PhysicalSizeX') ?? Number.NaN);
  const unitName = attribute('PhysicalSizeXUnit') ?? 'µm';
  const length = LENGTHS[unitName.replace('&#181;', 'µ').replace('&#xB5;', 'µ').toLowerCase()];
  if (!(x > 0)) return [];
  if (length === undefined)
    return [
      { code: 'scale.unit', message: `expected a unit of length in the OME-XML, got ${quoted(unitName)}` },
    ];
  const y = Number(attribute('PhysicalSizeY') ?? x);
  return [{ source: 'OME-XML', x: x * length, y: (y > 0 ? y : x) * length }];
}
