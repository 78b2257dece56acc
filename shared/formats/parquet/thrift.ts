import { writeVarint, writeZigzag } from './varint.ts';

/** Type numbers of the compact protocol. */
const TYPE = { TRUE: 1, FALSE: 2, I32: 5, I64: 6, BINARY: 8, LIST: 9, STRUCT: 12 } as const;
const LONGEST_VARINT = 10;

/**
 * Writes one struct of Thrift's compact protocol, in which Parquet's page headers and footer are held.
 * Fields are written in ascending order of their ids, as the format's definition numbers them.
 */
export class ThriftStruct {
  #bytes = new Uint8Array(128);
  #length = 0;
  #lastField = 0;

  bool(field: number, value: boolean): this {
    this.#header(field, value ? TYPE.TRUE : TYPE.FALSE);
    return this;
  }

  i32(field: number, value: number): this {
    return this.#integer(field, TYPE.I32, value);
  }

  /** A whole number within ±2^53. */
  i64(field: number, value: number): this {
    return this.#integer(field, TYPE.I64, value);
  }

  binary(field: number, value: Uint8Array): this {
    this.#header(field, TYPE.BINARY);
    this.#sized(value);
    return this;
  }

  text(field: number, value: string): this {
    return this.binary(field, new TextEncoder().encode(value));
  }

  struct(field: number, value: ThriftStruct): this {
    this.#header(field, TYPE.STRUCT);
    this.#append(value.finish());
    return this;
  }

  structs(field: number, values: readonly ThriftStruct[]): this {
    this.#list(field, TYPE.STRUCT, values.length);
    for (const value of values) this.#append(value.finish());
    return this;
  }

  i32s(field: number, values: readonly number[]): this {
    this.#list(field, TYPE.I32, values.length);
    for (const value of values) this.#zigzag(value);
    return this;
  }

  texts(field: number, values: readonly string[]): this {
    this.#list(field, TYPE.BINARY, values.length);
    for (const value of values) this.#sized(new TextEncoder().encode(value));
    return this;
  }

  /** The struct's bytes with the stop mark at their end. */
  finish(): Uint8Array {
    const bytes = new Uint8Array(this.#length + 1);
    bytes.set(this.#bytes.subarray(0, this.#length));
    return bytes;
  }

  #integer(field: number, type: number, value: number): this {
    this.#header(field, type);
    this.#zigzag(value);
    return this;
  }

  #header(field: number, type: number): void {
    const step = field - this.#lastField;
    if (step < 1 || step > 15) throw new RangeError(`thrift field ${field} cannot follow ${this.#lastField}`);
    this.#reserve(1);
    this.#bytes[this.#length++] = (step << 4) | type;
    this.#lastField = field;
  }

  #list(field: number, type: number, size: number): void {
    this.#header(field, TYPE.LIST);
    this.#reserve(1 + LONGEST_VARINT);
    this.#bytes[this.#length++] = (Math.min(size, 15) << 4) | type;
    if (size >= 15) this.#length = writeVarint(this.#bytes, this.#length, size);
  }

  #zigzag(value: number): void {
    this.#reserve(LONGEST_VARINT);
    this.#length = writeZigzag(this.#bytes, this.#length, value);
  }

  #sized(value: Uint8Array): void {
    this.#reserve(LONGEST_VARINT);
    this.#length = writeVarint(this.#bytes, this.#length, value.length);
    this.#append(value);
  }

  #append(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
