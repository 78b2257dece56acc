/** Where a reader keeps the arrays that it fills again and again. */
export interface Room {
  bytes(length: number): Uint8Array;
  doubles(length: number): Float64Array;
  shorts(length: number): Uint16Array;
}

/** Each array on its own. */
export const HEAP: Room = {
  bytes: (length) => new Uint8Array(length),
  doubles: (length) => new Float64Array(length),
  shorts: (length) => new Uint16Array(length),
};
