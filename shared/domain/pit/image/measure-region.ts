/** What is measured on one object of an image, in pixels. */
import { geodesicLength } from './geodesic-length.ts';
import type { Region } from './region.ts';

export interface ObjectShape {
  readonly areaPx: number;
  /** By Crofton's formula over four directions. */
  readonly perimeterPx: number;
  /** 4π · area / perimeter²: 1 of a disc; of a few pixels it may be above 1. */
  readonly circularity: number;
  /** Centre of gravity; the first pixel of the image has its centre at 0. */
  readonly x: number;
  readonly y: number;
  /** Of the object's box: first column and row, and how many. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Axes of the ellipse that has the object's moments. */
  readonly majorPx: number;
  readonly minorPx: number;
  /** Along the object, however it winds. */
  readonly lengthPx: number;
  /** Area / length. */
  readonly meanWidthPx: number;
  /** π/4 · length² / area: 1 of a disc, a/b of an ellipse, about 0.8 of a band's length in widths. */
  readonly elongation: number;
  readonly touchesEdge: boolean;
}

export function measureRegion(region: Region): ObjectShape {
  const { area, touches } = region;
  const perimeterPx = crofton(region);
  const lengthPx = geodesicLength(region);
  return {
    areaPx: area,
    perimeterPx,
    circularity: (4 * Math.PI * area) / perimeterPx ** 2,
    ...momentsOf(region),
    lengthPx,
    meanWidthPx: area / lengthPx,
    elongation: elongationOf(area, lengthPx),
    touchesEdge: touches.leftOrTop || touches.rightOrBottom,
  };
}

/** The geodesic elongation factor. Source: Lantuéjoul and Maisonneuve 1984, Pattern Recogn. 17:177. */
export function elongationOf(area: number, lengthPx: number): number {
  return ((Math.PI / 4) * lengthPx ** 2) / area;
}

/**
 * A curve's length from how often lines cross it: π/8 · Σ crossings · distance between the lines, over lines along the
 * rows, the columns and both diagonals (whose distance is 1/√2). The edge of the image counts as an edge of the object.
 *
 * Source: Cauchy and Crofton's formula, discretised in four directions (Serra 1982, Image Analysis and Mathematical
 * Morphology, ch. VII).
 */
function crofton({ width, height, inside }: Region): number {
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : inside[y * width + x]!;
  let [straight, diagonal] = [0, 0];
  for (let y = -1; y < height; y++)
    for (let x = -1; x < width; x++) {
      const [here, right, below, corner] = [at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)];
      straight += (here ^ right) + (here ^ below);
      diagonal += (here ^ corner) + (right ^ below);
    }
  return (Math.PI / 8) * (straight + diagonal / Math.SQRT2);
}

/** A pixel is a square and not a point: its own second moment, 1/12, is added, as ImageJ and CellProfiler do. */
const OF_A_PIXEL = 1 / 12;

function momentsOf({ left, top, width, inside, area }: Region) {
  let [sumX, sumY, x0, x1, y0, y1] = [0, 0, Infinity, -1, Infinity, -1];
  let [sumXX, sumYY, sumXY] = [0, 0, 0];
  for (let i = 0, x = 0, y = 0; i < inside.length; i++) {
    if (inside[i] === 1) {
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumYY += y * y;
      sumXY += x * y;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      y1 = y;
    }
    x += 1;
    if (x === width) [x, y] = [0, y + 1];
  }
  const [x, y] = [sumX / area, sumY / area];
  const [xx, yy] = [sumXX / area - x * x + OF_A_PIXEL, sumYY / area - y * y + OF_A_PIXEL];
  const xy = sumXY / area - x * y;
  const spread = Math.sqrt((xx - yy) ** 2 + 4 * xy * xy);
  return {
    ...{ x: left + x, y: top + y, left: left + x0, top: top + y0, width: x1 - x0 + 1, height: y1 - y0 + 1 },
    majorPx: 4 * Math.sqrt((xx + yy + spread) / 2),
    minorPx: 4 * Math.sqrt(Math.max(0, (xx + yy - spread) / 2)),
  };
}
