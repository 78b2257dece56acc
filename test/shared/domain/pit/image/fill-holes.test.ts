import { describe, expect, it } from 'vitest';
import { fillHoles } from '../../../../../shared/domain/pit/image/fill-holes.ts';

const drawn = (...rows: string[]) => Uint8Array.from(rows.join(''), (sign) => Number(sign === '#'));
const filled = (minAreaPx: number, connectivity: 4 | 8, ...rows: string[]) => {
  const inside = drawn(...rows);
  const count = fillHoles(inside, rows[0]!.length, { connectivity, minAreaPx });
  return { count, inside };
};

describe('holes of objects', () => {
  const ring = ['#####', '#..##', '#####', '.....'];

  it('are filled where they are smaller than an object may be', () => {
    expect(filled(3, 8, ...ring)).toEqual({ count: 2, inside: drawn('#####', '#####', '#####', '.....') });
    expect(filled(2, 8, ...ring)).toEqual({ count: 0, inside: drawn(...ring) });
  });

  it('are none where they reach the edge of the image, however small', () => {
    expect(filled(10, 8, '##.##', '#####').count).toBe(0);
  });

  it('do not lead out between objects that touch by a corner, where those are one', () => {
    const corner = ['.....', '.#.#.', '#.#..', '.#...', '.....'];
    expect(filled(2, 8, ...corner).count).toBe(1);
    expect(filled(2, 4, ...corner).count).toBe(0);
  });
});
