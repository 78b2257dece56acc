/**
 * The page of a unit-bucket as one object of which a reader takes what it needs: four bytes `HUP2`, the length of the
 * header (uint32, little endian), the header as JSON (the facts of `UnitFacts`, and where each rollup lies), then the
 * rollups, each by itself. A detector reads the header, a plot of one channel its rollup.
 */
import * as z from 'zod';
import { type UnitFacts, unitFactsSchema } from '../domain/detect/unit-facts.ts';
import type { UnitPage } from '../domain/page/unit-page.ts';
import type { Rollup } from '../domain/telemetry/rollup.ts';
import { decodeRollup, encodeRollup } from './rollup-bytes.ts';

const MAGIC = 'HUP2';
const PREFIX = 8;
/** A header of 32 channels fits; a longer one costs a second read. */
const FIRST_READ = 32_768;

/** Where a rollup lies in its page: first byte, bytes, seconds of a window. */
export const sectionSchema = z.tuple([z.number(), z.number(), z.number()]);
export type Section = z.infer<typeof sectionSchema>;

export interface SeriesSections {
  readonly series: string;
  readonly fine: Section | null;
  readonly coarse: Section;
}

const headerSchema = z.object({
  facts: unitFactsSchema,
  /** Counted from the end of the header. */
  sections: z.array(z.object({ fine: sectionSchema.nullable(), coarse: sectionSchema })),
});

export interface PageHeader {
  readonly facts: UnitFacts;
  /** By series, in the order of the facts. */
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
    return [end - bytes.length, bytes.length, rollup.windowSeconds];
  };
  const placed = page.series.map(({ rule, fine, coarse }) => ({
    series: rule.series,
    coarse: place(coarse),
    fine: fine === null ? null : place(fine),
  }));
  const { from, to, facts } = page;
  const series = page.series.map(({ rule, reception, reach }) => ({ rule, reception, reach }));
  const sections = placed.map(({ fine, coarse }) => ({ fine, coarse }));
  const header = Buffer.from(JSON.stringify({ facts: { from, to, series, facts }, sections }));
  const prefix = Buffer.alloc(PREFIX);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(header.length, MAGIC.length);
  return {
    bytes: new Uint8Array(Buffer.concat([prefix, header, ...parts])),
    sections: placed.map((one) => shifted(one, PREFIX + header.length)),
  };
}

/** Fails where the object is no page of this version. */
export async function readPageHeader(read: ReadBytes): Promise<PageHeader> {
  const first = Buffer.from(await read(0, FIRST_READ));
  const magic = first.toString('latin1', 0, MAGIC.length);
  if (magic !== MAGIC || first.length < PREFIX)
    throw new Error(`expected a page that begins with ${MAGIC}, got ${JSON.stringify(magic)}`);
  const end = PREFIX + first.readUInt32LE(MAGIC.length);
  const rest = end > first.length ? await read(first.length, end) : new Uint8Array(0);
  const header = Buffer.concat([first.subarray(PREFIX, Math.min(end, first.length)), rest]);
  const { facts, sections } = headerSchema.parse(JSON.parse(header.toString()));
  return {
    facts,
    sections: facts.series.map(({ rule }, i) => shifted({ series: rule.series, ...sections[i]! }, end)),
  };
}

/** One rollup of a page. */
export async function readSection(read: ReadBytes, [at, bytes, seconds]: Section): Promise<Rollup> {
  return decodeRollup(await read(at, at + bytes), seconds);
}

function shifted({ series, fine, coarse }: SeriesSections, by: number): SeriesSections {
  const moved = ([at, bytes, seconds]: Section): Section => [at + by, bytes, seconds];
  return { series, fine: fine === null ? null : moved(fine), coarse: moved(coarse) };
}
