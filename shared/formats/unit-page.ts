/**
 * The page of a unit-bucket as one object of which a reader takes what it needs: four bytes `HUPz`, the length of the
 * header and its CRC-32 (uint32 each, little endian), the header as JSON in raw deflate (the `UnitFacts` of each stretch,
 * and where each rollup lies, with its CRC-32), then the rollups, each by itself. A detector reads the header, a plot of one
 * channel its rollup.
 * Pages of before there were checksums begin with `HUP2`, have no CRC-32 and plain JSON, and are read unchecked until they are built anew;
 * no flipped bit makes one of the other.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { byText } from '../domain/by-text.ts';
import { type UnitFacts, unitFactsSchema } from '../domain/detect/unit-facts.ts';
import type { UnitPage } from '../domain/page/unit-page.ts';
import type { Rollup } from '../domain/telemetry/rollup.ts';
import { BadBytes, orBadBytes } from './checked/bad-bytes.ts';
import { checkCrc } from './checked/checksum.ts';
import { decodeRollup, encodeRollup } from './rollup-bytes.ts';

const MAGIC = 'HUPz';
const UNCHECKED = 'HUP2';
const PREFIX = { [MAGIC]: 12, [UNCHECKED]: 8 } as const;
/** A header of 32 channels fits; a longer one costs a second read. */
const FIRST_READ = 16_384;
/** A length beyond this is a damaged one: nobody fetches gigabytes for it. */
const LONGEST_HEADER = 1 << 28;

/** Where a rollup lies in its page: first byte, bytes, seconds of a window, CRC-32 (not in pages of before there were). */
export const sectionSchema = z.tuple([z.number(), z.number(), z.number(), z.number().optional()]);
export type Section = z.infer<typeof sectionSchema>;

export interface SeriesSections {
  readonly series: string;
  readonly fine: Section | null;
  readonly coarse: Section;
}

const headerSchema = z.object({
  /** Of the first stretch: most pages have one. */
  facts: unitFactsSchema,
  /** Of those after it. */
  later: z.array(unitFactsSchema).default([]),
  /** By series; counted from the end of the header. */
  sections: z.array(z.object({ fine: sectionSchema.nullable(), coarse: sectionSchema })),
});

export interface PageHeader {
  /** In order of time. */
  readonly stretches: readonly UnitFacts[];
  /** By series. */
  readonly sections: readonly SeriesSections[];
}

/** Reads the bytes from `from` up to `to`, fewer where there are no more. */
export type ReadBytes = (from: number, to: number) => Promise<Uint8Array>;

/** Equal pages give equal bytes. `sections` says where the rollups went, as `readPageHeader` will. */
export function encodeUnitPage(page: UnitPage): {
  bytes: Uint8Array<ArrayBuffer>;
  sections: readonly SeriesSections[];
} {
  const parts: Uint8Array[] = [];
  let end = 0;
  const place = (rollup: Rollup): Section => {
    const bytes = encodeRollup(rollup);
    parts.push(bytes);
    end += bytes.length;
    return [end - bytes.length, bytes.length, rollup.windowSeconds, crc32(bytes)];
  };
  const placed = page.rollups.map(({ series, fine, coarse }) => ({
    series,
    coarse: place(coarse),
    fine: fine === null ? null : place(fine),
  }));
  const [facts, ...later] = page.stretches;
  const sections = placed.map(({ fine, coarse }) => ({ fine, coarse }));
  const header = deflateRawSync(JSON.stringify({ facts, ...(later.length > 0 && { later }), sections }));
  const prefix = Buffer.alloc(PREFIX[MAGIC]);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(header.length, MAGIC.length);
  prefix.writeUInt32LE(crc32(header), MAGIC.length + 4);
  return {
    bytes: new Uint8Array(Buffer.concat([prefix, header, ...parts])),
    sections: placed.map((one) => shifted(one, prefix.length + header.length)),
  };
}

/** Fails with `BadBytes` where the object is no page, or damaged. */
export async function readPageHeader(read: ReadBytes): Promise<PageHeader> {
  const first = Buffer.from(await read(0, FIRST_READ));
  const magic = first.toString('latin1', 0, MAGIC.length);
  if ((magic !== MAGIC && magic !== UNCHECKED) || first.length < PREFIX[magic])
    throw new BadBytes('the page', `a beginning of ${MAGIC}`, JSON.stringify(magic));
  const from = PREFIX[magic];
  const end = from + first.readUInt32LE(MAGIC.length);
  if (end > LONGEST_HEADER) throw new BadBytes("the page's header", `${LONGEST_HEADER} bytes at most`, end);
  const rest = end > first.length ? await read(first.length, end) : new Uint8Array(0);
  const header = Buffer.concat([first.subarray(from, Math.min(end, first.length)), rest]);
  if (magic === MAGIC) checkCrc("the page's header", header, first.readUInt32LE(MAGIC.length + 4));
  const { facts, later, sections } = orBadBytes("the page's header", () => {
    const text = magic === MAGIC ? inflateRawSync(header, { maxOutputLength: LONGEST_HEADER }) : header;
    return headerSchema.parse(JSON.parse(text.toString()));
  });
  const stretches = [facts, ...later];
  return {
    stretches,
    sections: seriesOf(stretches).map((series, i) => shifted({ series, ...sections[i]! }, end)),
  };
}

/** Every series that sent something in any stretch has rollups. */
function seriesOf(stretches: readonly UnitFacts[]): string[] {
  const names = stretches.flatMap(({ series }) => series.map(({ rule }) => rule.series));
  return [...new Set(names)].sort(byText);
}

/** One rollup of a page. Fails with `BadBytes`. */
export async function readSection(read: ReadBytes, section: Section): Promise<Rollup> {
  const [at, length, seconds, crc] = section;
  const bytes = await read(at, at + length);
  if (crc !== undefined) checkCrc('a rollup', bytes, crc);
  return orBadBytes('a rollup', () => decodeRollup(bytes, seconds));
}

function shifted({ series, fine, coarse }: SeriesSections, by: number): SeriesSections {
  const moved = ([at, ...rest]: Section): Section => [at + by, ...rest];
  return { series, fine: fine === null ? null : moved(fine), coarse: moved(coarse) };
}
