import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endOfCell, fourOf, SLACK_BYTES } from '../../../../shared/formats/reading/cell-words.ts';

it('the end of a cell is the first delimiter or byte up to CR, whatever bytes stand around it', () => {
  const delimiter = fc.constantFrom(...bytesOfDelimiters);
  const any = fc.oneof(
    fc.nat(255),
    fc.constantFrom(...bytesOfDelimiters, 0, 12, 13, 14, 43, 45, 58, 60, 127, 128, 141, 172),
  );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), delimiter, fc.nat(3), (before, mark, offset) => {
      const bytes = Uint8Array.from([
        ...new Array(offset).fill(10),
        ...before,
        10,
        ...new Array(SLACK_BYTES).fill(0),
      ]);
      const expected = bytes.findIndex((byte, at) => at >= offset && (byte === mark || byte <= 13));
      expect(endOfCell(new DataView(bytes.buffer), offset, fourOf(mark))).toBe(expected);
    }),
    { seed: 4, numRuns: 3000 },
  );
});

const bytesOfDelimiters = [44, 59, 9];
