/** An image of a bone slice with pits and trenches, of which it is known where each of them is. */
import { type Random, randomStream } from './random.ts';

export interface PitSheetAsked {
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly pits: number;
  /** Of the pits, how many pairs touch each other. */
  readonly touchingPairs: number;
  readonly trenches: number;
  /** Standard deviation of the noise in grey levels; pits are 90 levels darker than the substrate. */
  readonly noise: number;
  /** Grey levels by which the light rises from the left edge to the right one. */
  readonly slope: number;
}

export interface PitSheet {
  readonly width: number;
  readonly height: number;
  /** Grey of 8 bits, row by row from the top; objects are dark. */
  readonly values: Uint8Array<ArrayBuffer>;
  readonly truth: {
    readonly pits: number;
    readonly trenches: number;
    /** Pixels whose centre lies in an object. */
    readonly pitAreaPx: number;
    readonly trenchAreaPx: number;
    /** 0 none; pits from 1; trenches behind the last pit. */
    readonly labels: Int32Array;
  };
}

/** An object with the gap around it. */
interface Outline {
  readonly kind: 'pit' | 'trench';
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of each pixel of the box the signed distance to the object's edge, in pixels: below 0 inside. */
  readonly distances: Float32Array;
}

const SUBSTRATE = 170;
const DEPTH = 90;
/** The edge of an object is so many pixels wide on an image. */
const EDGE = 1.5;
/** Between objects that do not touch. */
const GAP = 5;
const MOST_TRIES = 20_000;

/** Fails with a RangeError where so many objects find no room. */
export function pitSheet(asked: PitSheetAsked): PitSheet {
  const { seed, width, height, pits, touchingPairs, trenches, noise, slope } = asked;
  const random = randomStream(seed, 'pit sheet');
  const room = new Room(width, height);
  const placed = [
    ...Array.from({ length: trenches }, () => room.place(() => [trench(random, width, height)])),
    ...Array.from({ length: touchingPairs }, () => room.place(() => pair(random, width, height))),
    ...Array.from({ length: pits - 2 * touchingPairs }, () => room.place(() => [pit(random, width, height)])),
  ].flat();
  const inOrder = [
    ...placed.filter(({ kind }) => kind === 'pit'),
    ...placed.filter(({ kind }) => kind === 'trench'),
  ];
  const { cover, labels } = painted(inOrder, width, height);
  const values = new Uint8Array(width * height);
  for (let i = 0; i < values.length; i++) {
    const light = SUBSTRATE + slope * ((i % width) / width - 0.5);
    values[i] = Math.max(0, Math.min(255, Math.round(light - DEPTH * cover[i]! + noise * random.normal())));
  }
  const area = (from: number, to: number) =>
    labels.reduce((sum, label) => sum + Number(label > from && label <= to), 0);
  const truth = {
    pits,
    trenches,
    pitAreaPx: area(0, pits),
    trenchAreaPx: area(pits, pits + trenches),
    labels,
  };
  return { width, height, values, truth };
}

function painted(outlines: readonly Outline[], width: number, height: number) {
  const cover = new Float32Array(width * height);
  const labels = new Int32Array(width * height);
  outlines.forEach(({ left, top, width: columns, distances }, place) => {
    distances.forEach((distance, k) => {
      const i = (top + Math.floor(k / columns)) * width + left + (k % columns);
      cover[i] = Math.max(cover[i]!, Math.min(1, Math.max(0, 0.5 - distance / EDGE)));
      if (distance < 0 && labels[i] === 0) labels[i] = place + 1;
    });
  });
  return { cover, labels };
}

function pit(random: Random, width: number, height: number): Outline {
  const radius = 8 + 12 * random.uniform();
  const aspect = 1 + 0.6 * random.uniform();
  const [a, b] = [radius * Math.sqrt(aspect), radius / Math.sqrt(aspect)];
  const angle = Math.PI * random.uniform();
  const margin = Math.ceil(a) + GAP;
  const [x, y] = inside(random, width, height, margin);
  return ellipse(x, y, a, b, angle);
}

/** Two round pits whose circles cut each other a little, so that they meet in a neck. */
function pair(random: Random, width: number, height: number): Outline[] {
  const [one, other] = [9 + 8 * random.uniform(), 9 + 8 * random.uniform()];
  const apart = 0.88 * (one + other);
  const angle = 2 * Math.PI * random.uniform();
  const [x, y] = inside(random, width, height, Math.ceil(apart + Math.max(one, other)) + GAP);
  return [
    ellipse(x, y, one, one, 0),
    ellipse(x + apart * Math.cos(angle), y + apart * Math.sin(angle), other, other, 0),
  ];
}

function ellipse(x: number, y: number, a: number, b: number, angle: number): Outline {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return outlineOf('pit', [[x, y]], a, (px, py) => {
    const [u, v] = [(px - x) * cos + (py - y) * sin, (py - y) * cos - (px - x) * sin];
    const [level, slope] = [Math.hypot(u / a, v / b), Math.hypot(u / (a * a), v / (b * b))];
    // To first order, which is exact on the edge.
    return level === 0 ? -b : (level * (level - 1)) / slope;
  });
}

/** A band along a way that turns a little at every step, of a width that swells and narrows. */
function trench(random: Random, width: number, height: number): Outline {
  const half = 5 + 4 * random.uniform();
  const steps = Math.round((half * (14 + 16 * random.uniform())) / 2);
  const [startX, startY] = inside(random, width, height, Math.ceil(half) + GAP);
  const way: [x: number, y: number][] = [[startX, startY]];
  let angle = 2 * Math.PI * random.uniform();
  let turn = 0;
  for (let i = 0; i < steps; i++) {
    // So slowly that the band does not meet itself.
    turn = 0.9 * turn + 0.012 * random.normal();
    angle += turn;
    const [x, y] = way.at(-1)!;
    way.push([x + 2 * Math.cos(angle), y + 2 * Math.sin(angle)]);
  }
  const phase = 2 * Math.PI * random.uniform();
  const halfAt = (i: number) => half * (1 + 0.12 * Math.sin(phase + i / 6));
  return outlineOf(
    'trench',
    way,
    1.12 * half,
    (px, py, i) => Math.hypot(px - way[i]![0], py - way[i]![1]) - halfAt(i),
  );
}

/** @param distance to what surrounds one of the points, no farther than the radius */
function outlineOf(
  kind: Outline['kind'],
  points: readonly (readonly [number, number])[],
  radius: number,
  distance: (x: number, y: number, point: number) => number,
): Outline {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const reach = Math.ceil(radius) + GAP + 1;
  const [left, top] = [Math.floor(Math.min(...xs)) - reach, Math.floor(Math.min(...ys)) - reach];
  const width = Math.ceil(Math.max(...xs)) + reach - left + 1;
  const height = Math.ceil(Math.max(...ys)) + reach - top + 1;
  const distances = new Float32Array(width * height).fill(Infinity);
  points.forEach(([x, y], point) => {
    for (let py = Math.floor(y) - reach; py <= Math.ceil(y) + reach; py++)
      for (let px = Math.floor(x) - reach; px <= Math.ceil(x) + reach; px++) {
        const k = (py - top) * width + px - left;
        distances[k] = Math.min(distances[k]!, distance(px, py, point));
      }
  });
  return { kind, left, top, width, height, distances };
}

function inside(random: Random, width: number, height: number, margin: number): [x: number, y: number] {
  return [
    margin + (width - 2 * margin) * random.uniform(),
    margin + (height - 2 * margin) * random.uniform(),
  ];
}

/** Where objects stand already, with the gap around them. */
class Room {
  readonly #taken: Uint8Array;
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#taken = new Uint8Array(width * height);
  }

  place(make: () => Outline[]): Outline[] {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const outlines = make();
      const pixels = this.#pixelsOf(outlines);
      if (pixels === null || pixels.some((i) => this.#taken[i] === 1)) continue;
      for (const i of pixels) this.#taken[i] = 1;
      return outlines;
    }
    throw new RangeError(`expected room for the objects on ${this.#width} × ${this.#height} pixels`);
  }

  /** Null where the objects and the gap around them leave the image. */
  #pixelsOf(outlines: readonly Outline[]): number[] | null {
    const pixels: number[] = [];
    for (const { left, top, width, height, distances } of outlines) {
      if (left < 0 || top < 0 || left + width > this.#width || top + height > this.#height) return null;
      distances.forEach((distance, k) => {
        if (distance < GAP) pixels.push((top + Math.floor(k / width)) * this.#width + left + (k % width));
      });
    }
    return pixels;
  }
}
