import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { describe, expect, it } from 'vitest';
import { ThriftStruct } from '../../../../shared/formats/parquet/thrift.ts';

/** Reads a struct by hyparquet's reader, which knows nothing of our writer. */
function read(struct: ThriftStruct): unknown {
  const bytes = struct.finish();
  const reader = { view: new DataView(bytes.buffer), offset: 0 };
  const value = deserializeTCompactProtocol(reader);
  expect(reader.offset, 'bytes read').toBe(bytes.length);
  return value;
}

describe('a Thrift struct in the compact protocol', () => {
  it('is read back field for field, over gaps between their ids', () => {
    const inner = new ThriftStruct().bool(1, true).bool(2, false);
    const struct = new ThriftStruct()
      .i32(1, -(2 ** 31))
      .i32(2, 2 ** 31 - 1)
      .i64(3, Number.MAX_SAFE_INTEGER)
      .i64(5, Number.MIN_SAFE_INTEGER)
      .text(6, 'température')
      .struct(8, inner)
      .binary(20, Uint8Array.of(0, 255));
    expect(read(struct)).toEqual({
      field_1: -(2 ** 31),
      field_2: 2 ** 31 - 1,
      field_3: BigInt(Number.MAX_SAFE_INTEGER),
      field_5: BigInt(Number.MIN_SAFE_INTEGER),
      field_6: new TextEncoder().encode('température'),
      field_8: { field_1: true, field_2: false },
      field_20: Uint8Array.of(0, 255),
    });
  });

  it.each([0, 1, 14, 15, 16, 1000])('holds lists of %i items', (size) => {
    const items = Array.from({ length: size }, (_, i) => i - 7);
    const struct = new ThriftStruct()
      .i32s(1, items)
      .texts(2, items.map(String))
      .structs(
        3,
        items.map((item) => new ThriftStruct().i32(4, item)),
      );
    expect(read(struct)).toEqual({
      field_1: items,
      field_2: items.map((item) => new TextEncoder().encode(String(item))),
      field_3: items.map((item) => ({ field_4: item })),
    });
  });

  it('is one stop mark when it has no fields', () => {
    expect(new ThriftStruct().finish()).toEqual(Uint8Array.of(0));
  });

  it('refuses fields out of order, and steps that the short form cannot hold', () => {
    expect(() => new ThriftStruct().i32(2, 0).i32(2, 0)).toThrow('thrift field 2 cannot follow 2');
    expect(() => new ThriftStruct().i32(16, 0)).toThrow('thrift field 16 cannot follow 0');
  });
});
