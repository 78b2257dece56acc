import { notImplemented, S3Error } from './errors.ts';

/** `length` bytes from offset `from`. */
export interface ByteRange {
  readonly from: number;
  readonly length: number;
}

/**
 * Reads `bytes=a-b`, `bytes=a-` and `bytes=-n` against an object of `size` bytes. A range that begins past the end
 * is `InvalidRange`; several ranges, other units and a range that ends before it begins are not implemented.
 */
export function byteRange(header: string, size: number): ByteRange {
  const m = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  const [, first = '', last = ''] = m ?? [];
  if (first === '' && last === '')
    throw notImplemented(`Range: ${header} (one of bytes=a-b, bytes=a-, bytes=-n)`);
  if (first === '') {
    const length = Math.min(Number(last), size);
    if (length === 0) throw unsatisfiable(header, size);
    return { from: size - length, length };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) throw notImplemented(`Range: ${header} (it ends before it begins)`);
  if (from >= size) throw unsatisfiable(header, size);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  return { from, length: end - from };
}

function unsatisfiable(header: string, size: number): S3Error {
  return new S3Error('InvalidRange', 'The requested range is not satisfiable', {
    fields: { RangeRequested: header, ActualObjectSize: String(size) },
    headers: { 'Content-Range': `bytes */${size}` },
  });
}
