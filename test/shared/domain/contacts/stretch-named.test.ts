import { describe, expect, it } from 'vitest';
import { stretchNamed } from '../../../../shared/domain/contacts/stretch-named.ts';
import { isoOf } from '../../../../shared/domain/time.ts';

describe('the stretch of time that a file’s name says', () => {
  it.each([
    ['dump-2026-03-03.csv', '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'],
    ['fu1_20260303.csv.gz', '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'],
    ['fu1_20260303T0410_20260303T0540.csv', '2026-03-03T04:10:00Z', '2026-03-03T05:40:00Z'],
    ['a/2026-03-03/fu1.2026-03-03_2026-03-05.csv', '2026-03-03T00:00:00Z', '2026-03-06T00:00:00Z'],
    ['dump-20260303T041500Z.csv', '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'],
    ['dump-2026-062.csv', '2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'],
  ])('is that of %s', (name, from, to) => {
    const stretch = stretchNamed(name);
    expect(stretch && [isoOf(stretch.from), isoOf(stretch.to)]).toEqual([from, to]);
  });

  it.each(['dump.csv', 'dump-7.csv', 'sn-20269999.csv', 'unit-12345678.csv', 'FM-0320.csv'])(
    'is none where %s names none',
    (name) => {
      expect(stretchNamed(name)).toBeNull();
    },
  );
});
