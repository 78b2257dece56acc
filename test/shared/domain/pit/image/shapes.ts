/** Regions of shapes that are known exactly. */
import type { Region } from '../../../../../shared/domain/pit/image/region.ts';

export function regionWhere(width: number, height: number, isIn: (x: number, y: number) => boolean): Region {
  const inside = Uint8Array.from({ length: width * height }, (_, i) =>
    Number(isIn(i % width, Math.floor(i / width))),
  );
  const area = inside.reduce((sum, one) => sum + one, 0);
  return {
    left: 0,
    top: 0,
    width,
    height,
    inside,
    area,
    touches: { leftOrTop: false, rightOrBottom: false },
  };
}

export const disc = (radius: number): Region => {
  const side = 2 * Math.ceil(radius) + 5;
  const centre = (side - 1) / 2;
  return regionWhere(side, side, (x, y) => Math.hypot(x - centre, y - centre) <= radius);
};
