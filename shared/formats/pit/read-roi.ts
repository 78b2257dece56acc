/**
 * Regions that somebody drew in ImageJ: one `.roi`, or a `.zip` of a set. The format is ImageJ's own, big-endian: `Iout`, a
 * version, a type, the bounding box, and coordinates relative to it.
 */
import { Refusal } from '../../domain/refusal.ts';
import { isZip, unzip } from '../zip/unzip.ts';

export interface Region {
  readonly name: string;
  readonly type: 'polygon' | 'rectangle' | 'oval' | 'ellipse' | 'freehand' | 'traced' | 'composite';
  /** px². */
  readonly area: number;
}

/** A region that holds no area, or is none. */
export interface RejectedRegion {
  readonly name: string;
  readonly code: 'roi.no-area' | 'roi.unreadable';
  readonly message: string;
}

export interface RegionsRead {
  readonly regions: readonly Region[];
  readonly rejected: readonly RejectedRegion[];
}

/** Of one region: a drawn outline of a hundred thousand points is 1 MB. */
const MOST_BYTES = 16 * 1024 * 1024;
/** An archive without zip64 holds no more. */
const MOST_REGIONS = 65_535;

/** Fails with a Refusal where the file is neither a region nor a set of some. */
export function readRegions(raw: Uint8Array, fileName: string): RegionsRead {
  if (!isZip(raw)) return told([oneOf({ name: fileName.replace(/\.roi$/i, ''), bytes: raw })]);
  const members = unzip(raw, MOST_BYTES, MOST_REGIONS).filter(({ name }) => /\.roi$/i.test(name));
  if (members.length === 0)
    throw new Refusal('invalid', 'roi.none', 'expected regions (.roi) in the archive, got none');
  return told(
    members.map((member) => oneOf({ name: member.name.replace(/\.roi$/i, ''), bytes: member.read() })),
  );
}

function told(all: readonly (Region | RejectedRegion)[]): RegionsRead {
  return {
    regions: all.flatMap((one) => ('area' in one ? [one] : [])),
    rejected: all.flatMap((one) => ('code' in one ? [one] : [])),
  };
}

/** Places in the header. */
const AT = {
  ...{ type: 6, top: 8, left: 10, bottom: 12, right: 14, count: 16, ends: 18 },
  ...{ shapeSize: 36, subtype: 48, options: 50, aspect: 52, coordinates: 64 },
};
const ELLIPSE = 3;
const SUB_PIXEL = 128;
/** The first version that may hold coordinates between pixels. */
const SUB_PIXEL_SINCE = 222;
const TYPES = [
  'polygon',
  'rectangle',
  'oval',
  'line',
  'freeline',
  'polyline',
  'none',
  'freehand',
  'traced',
  'angle',
  'point',
];
const AREAS = ['polygon', 'freehand', 'traced'] as const;

function oneOf({
  name,
  bytes,
}: {
  readonly name: string;
  readonly bytes: Uint8Array;
}): Region | RejectedRegion {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isRegion =
    bytes.length >= AT.coordinates && Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'Iout';
  if (!isRegion) return unreadable(name, 'expected a region of ImageJ (Iout and a header of 64 bytes)');
  try {
    const region = regionOf(name, view);
    if ('area' in region && !(region.area > 0))
      return {
        name,
        code: 'roi.no-area',
        message: 'expected a region with an area, got one of 0 px²: it is no pit',
      };
    return region;
  } catch (error) {
    if (error instanceof Curve)
      return unreadable(name, 'expected paths of straight lines, got a curve: convert it to a polygon');
    // Coordinates beyond the end of the file.
    if (error instanceof RangeError)
      return unreadable(name, 'expected all its coordinates, the file ends before them');
    throw error;
  }
}

const unreadable = (name: string, message: string): RejectedRegion => ({
  name,
  code: 'roi.unreadable',
  message,
});

function regionOf(name: string, view: DataView): Region | RejectedRegion {
  const type = TYPES[view.getUint8(AT.type)];
  const [width, height] = [
    view.getInt16(AT.right) - view.getInt16(AT.left),
    view.getInt16(AT.bottom) - view.getInt16(AT.top),
  ];
  if (view.getInt32(AT.shapeSize) > 0) return { name, type: 'composite', area: compositeArea(view) };
  if (type === 'rectangle') return { name, type, area: width * height };
  if (type === 'oval') return { name, type, area: (Math.PI / 4) * width * height };
  if (type === 'freehand' && view.getInt16(AT.subtype) === ELLIPSE)
    return { name, type: 'ellipse', area: ellipseArea(view) };
  const drawn = AREAS.find((one) => one === type);
  if (drawn !== undefined) return { name, type: drawn, area: shoelace(corners(view)) };
  const message = `expected a region with an area, got a ${type ?? 'region of an unknown type'}: it is no pit`;
  return { name, code: 'roi.no-area', message };
}

type Point = readonly [x: number, y: number];

function corners(view: DataView): Point[] {
  const n = view.getUint16(AT.count);
  const isBetween = (view.getInt16(AT.options) & SUB_PIXEL) !== 0 && view.getInt16(4) >= SUB_PIXEL_SINCE;
  const floats = AT.coordinates + 4 * n;
  return Array.from(
    { length: n },
    (_, i): Point =>
      isBetween
        ? [view.getFloat32(floats + 4 * i), view.getFloat32(floats + 4 * (n + i))]
        : [view.getInt16(AT.coordinates + 2 * i), view.getInt16(AT.coordinates + 2 * (n + i))],
  );
}

/** Source: C. F. Gauss's area formula (the surveyor's). */
function shoelace(points: readonly Point[]): number {
  const twice = points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Its long axis is drawn, and how much shorter the other is. */
function ellipseArea(view: DataView): number {
  const [x1, y1, x2, y2] = [0, 4, 8, 12].map((offset) => view.getFloat32(AT.ends + offset));
  return (Math.PI / 4) * ((x2! - x1!) ** 2 + (y2! - y1!) ** 2) * view.getFloat32(AT.aspect);
}

/** Of paths within paths every other one is a hole. */
function compositeArea(view: DataView): number {
  const paths = pathsOf(view);
  return paths.reduce((sum, path, i) => {
    const [first] = path;
    const around = paths.filter((other, j) => j !== i && first !== undefined && holds(other, first)).length;
    return sum + (around % 2 === 0 ? 1 : -1) * shoelace(path);
  }, 0);
}

/** A part of a path that is none of those that are read. */
class Curve extends Error {}

const MOVE = 0;
const LINE = 1;
const CLOSE = 4;

function pathsOf(view: DataView): Point[][] {
  const end = AT.coordinates + 4 * view.getInt32(AT.shapeSize);
  const paths: Point[][] = [];
  for (let at = AT.coordinates; at < end; ) {
    const kind = view.getFloat32(at);
    at += 4;
    if (kind === CLOSE) continue;
    if (kind !== MOVE && kind !== LINE) throw new Curve();
    const point: Point = [view.getFloat32(at), view.getFloat32(at + 4)];
    at += 8;
    if (kind === MOVE) paths.push([point]);
    else paths.at(-1)?.push(point);
  }
  return paths;
}

/** By how often a ray to the right crosses the path. */
function holds(path: readonly Point[], [x, y]: Point): boolean {
  return path.reduce((isIn, [x1, y1], i) => {
    const [x2, y2] = path[(i + 1) % path.length]!;
    const crosses = y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1);
    return crosses ? !isIn : isIn;
  }, false);
}
